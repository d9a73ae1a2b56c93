using NetDashboard.Commands;
using NetDashboard.Hosting;

if (CommandLine.IsVerb(args))
{
    return await CommandLine.RunAsync(args).ConfigureAwait(false);
}

await WebDashboard.RunAsync(args).ConfigureAwait(false);
return ExitCode.Ok;
