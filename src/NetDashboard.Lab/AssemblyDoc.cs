namespace NetDashboard.Lab;
