# What tutorials do, to compare with: one stage that keeps all it was built with.
FROM python:3.12-slim
WORKDIR /service
RUN apt-get update && apt-get install -y build-essential libpq-dev
COPY . .
RUN pip install uv==0.13.9
RUN uv export --frozen --no-dev --no-hashes --no-emit-project --output-file requirements.txt
RUN pip install -r requirements.txt
EXPOSE 8000
CMD ["gunicorn"]
