"""Settings, routes and the entrance of the server; the only place that knows every app."""
