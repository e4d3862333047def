"""gunicorn reads this by itself when started in the project's root folder."""

bind = "127.0.0.1:8000"
workers = 2
pythonpath = "site"
wsgi_app = "config.wsgi:application"
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
