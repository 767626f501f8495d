"""How staff log in; who may do what afterwards is in partners."""
