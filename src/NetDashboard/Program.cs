using NetDashboard.Commands;
using NetDashboard.Hosting;
using NetDashboard.Inventory.Vault;
using NetDashboard.Storage.Model;

if (CommandLine.IsVerb(args))
{
    return await CommandLine.RunAsync(args, StoreSettings.Find).ConfigureAwait(false);
}

try
{
    await WebDashboard.RunAsync(args).ConfigureAwait(false);
    return ExitCode.Ok;
}
catch (Exception e) when (e is VaultException or StoreException)
{
    await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
    return ExitCode.BadUsage;
}
