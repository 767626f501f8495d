"""Forked clients, each with a database connection of its own, that begin at the same instant."""

import multiprocessing
import os
import signal
import time
import traceback

fork = multiprocessing.get_context("fork")


def together(*jobs):
    """Run each job in a process of its own, all at the same instant; return their results."""
    from django.db import connections

    connections.close_all()
    barrier, answers = fork.Barrier(len(jobs)), fork.SimpleQueue()

    def client(job):
        barrier.wait(60)
        start = time.perf_counter()
        try:
            result = job()
        except Exception as error:
            result = f"{type(error).__name__}"
            if os.environ.get("RACE_VERBOSE"):
                traceback.print_exc()
        answers.put((result, time.perf_counter() - start))
        os._exit(0)

    processes = [fork.Process(target=client, args=(job,)) for job in jobs]
    for process in processes:
        process.start()
    results = [answers.get() for _process in processes]
    for process in processes:
        process.join()
    return results


def in_step(rounds, prepare, *jobs):
    """Run the jobs at the same instant, many rounds, in processes that live on.

    `prepare` makes what a round is about and returns what the jobs get; yields it with the
    results of the jobs after each round.
    """
    from django.db import connections

    connections.close_all()
    pipes = []
    barrier = fork.Barrier(len(jobs))

    def client(job, pipe):
        while (task := pipe.recv()) is not None:
            barrier.wait(60)
            try:
                result = job(task)
            except Exception as error:
                result = type(error).__name__
            pipe.send(result)
        os._exit(0)

    processes = []
    for job in jobs:
        ours, theirs = fork.Pipe()
        process = fork.Process(target=client, args=(job, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    try:
        for _round in range(rounds):
            task = prepare()
            for pipe in pipes:
                pipe.send(task)
            yield task, [pipe.recv() for pipe in pipes]
    finally:
        for pipe in pipes:
            pipe.send(None)
        for process in processes:
            process.join()


def run_until_killed(victim, times):
    from django.db import connections

    for _time in range(times):
        connections.close_all()
        process = fork.Process(target=victim)
        process.start()
        process.join()
        if process.exitcode != -signal.SIGKILL:
            raise RuntimeError(f"the victim ended by itself: {process.exitcode}")
