using NetDashboard.Hosting;

await WebDashboard.RunAsync(args).ConfigureAwait(false);
