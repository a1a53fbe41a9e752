"""What watches the service: rules, routes, dashboards, and how they are drawn."""
