global using NetDashboard.Benchmarks.Reporting;
