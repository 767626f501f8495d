# Not built by the tests: an example to start from.
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/data \
    DJANGO_SETTINGS_MODULE=portal.settings.production
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN python scripts/messages.py compile \
    && useradd --system portal \
    && mkdir /data && chown portal /data
USER portal
EXPOSE 8000
CMD ["gunicorn", "-c", "python:portal.serving", "--bind", "0.0.0.0:8000", "portal.wsgi"]
