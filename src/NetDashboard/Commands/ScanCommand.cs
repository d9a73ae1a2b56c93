using System.CommandLine;
using Microsoft.Extensions.Options;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Scanning.Filters;

namespace NetDashboard.Commands;

/// <summary><c>scan FILE...</c>: the scan without a browser. Put together by hand, since a host would cost more than the logins.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var files = FileArguments.Create();
        var format = new Option<string>("--format") { Description = "How results are printed.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "jsonl");
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "Devices tried at the same time, 1 to 4096.",
            DefaultValueFactory = _ => new ScanOptions().MaxConcurrency,
        };
        concurrency.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > 4096)
            {
                result.AddError("--concurrency takes 1 to 4096.");
            }
        });
        var only = new Option<string?>("--only") { Description = "Protocols to try, separated by commas, for example ssh,telnet; all when left out." };
        var where = new Option<string?>("--where") { Description = "Devices to try, for example \"site=ams and tag=core\"; see docs/filters.md." };
        var transcript = new Option<bool>("--transcript") { Description = "With --format jsonl: also what each device said, without secrets." };
        var data = FileArguments.CreateData();

        var command = new Command("scan", "Tries a login on every device; one line for each result as it comes, a summary on standard error.")
        {
            files, format, concurrency, only, where, transcript, data,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(transcript) && result.GetValue(format) is not "jsonl")
            {
                result.AddError("--transcript needs --format jsonl.");
            }
        });
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(files),
            parsed.GetRequiredValue(format),
            parsed.GetRequiredValue(concurrency),
            parsed.GetValue(only),
            parsed.GetValue(where),
            parsed.GetValue(transcript),
            parsed.GetValue(data)));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, string format, int concurrency, string? only, string? where, bool withTranscripts, string? data)
    {
        var catalog = new ProbeCatalog();
        if (!TryParseProtocols(only, catalog, out var protocols))
        {
            await Console.Error.WriteLineAsync(
                $"--only takes protocols separated by commas: {string.Join(", ", catalog.All.Select(probe => probe.Protocol))}.").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        DeviceFilter filter;
        try
        {
            filter = DeviceFilter.Parse(where ?? string.Empty);
        }
        catch (FilterException e)
        {
            await Console.Error.WriteLineAsync($"--where: {e.Message}").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        if (await FileArguments.ReadAsync(files, format: null, data, CancellationToken.None).ConfigureAwait(false) is not { } reading)
        {
            return ExitCode.BadUsage;
        }

        await FileArguments.WriteAsync(reading.Findings, Console.Error).ConfigureAwait(false);
        if (reading.Inventory is null)
        {
            await Console.Error.WriteLineAsync("Nothing was scanned.").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        if (SecretPrompt.Ask(filter.Choose(reading.Inventory)) is not { } inventory)
        {
            await Console.Error.WriteLineAsync("Nothing was scanned.").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        var plan = ScanPlan.For(inventory, protocols);
        if (plan.Items.IsEmpty)
        {
            await Console.Error.WriteLineAsync("No endpoint of the inventory is chosen by --where and --only. Nothing was scanned.").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        if (FindUnready(plan, catalog) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing} Nothing was scanned.").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        if (plan.Items.Count(item => item.Endpoint is { Protocol: "ssh", HostKeyPolicy: HostKeyPolicy.TrustOnFirstUse }) is > 0 and var untold)
        {
            await Console.Error.WriteLineAsync(
                $"warning: 'host_key: first' needs the dashboard, which remembers host keys. Here, {Counted.Of(untold, "SSH login")} will end as HostKeyUnknown before a password is sent.").ConfigureAwait(false);
        }

        // Not before: until there are results that stand, Ctrl-C ends the process as usual, also while a pipe is read that nobody writes to.
        using var interruption = new Interruption();
        var runner = new ProbeRunner(TimeProvider.System, new StandardErrorLogger<ProbeRunner>());
        var scanner = new Scanner(catalog, runner, Options.Create(new ScanOptions { MaxConcurrency = concurrency }), TimeProvider.System);
        return await PrintAsync(scanner, plan, ResultWriter.For(format, catalog, withTranscripts), interruption.Token).ConfigureAwait(false);
    }

    private static async Task<int> PrintAsync(Scanner scanner, ScanPlan plan, ResultWriter writer, CancellationToken cancellationToken)
    {
        var summary = new ScanTally(plan.Items.Length, TimeProvider.System);
        using var progress = new ProgressLine(summary);
        var interrupted = false;
        try
        {
            await foreach (var result in scanner.ScanAsync(plan, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                progress.Clear();
                if (!await TryWriteAsync(writer, result).ConfigureAwait(false))
                {
                    interrupted = true;
                    break;
                }

                summary.Add(result);
                progress.Show();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            interrupted = true;
        }

        progress.Clear();
        await Console.Error.WriteLineAsync(summary.Describe(interrupted)).ConfigureAwait(false);
        return interrupted ? ExitCode.Interrupted : summary.IsAllOk ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static async Task<bool> TryWriteAsync(ResultWriter writer, ProbeResult result)
    {
        try
        {
            writer.Write(result);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The results cannot be written any more: {e.Message}").ConfigureAwait(false);
            return false;
        }
    }

    private static string? FindUnready(ScanPlan plan, ProbeCatalog catalog) => plan.Items
        .Select(item => item.Endpoint.Protocol)
        .Distinct(StringComparer.Ordinal)
        .Select(protocol => catalog.Find(protocol)?.Readiness)
        .FirstOrDefault(readiness => readiness is { IsReady: false })?.Words;

    private static bool TryParseProtocols(string? only, ProbeCatalog catalog, out HashSet<string>? protocols)
    {
        protocols = only?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => name.ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        return protocols is null || (protocols.Count > 0 && protocols.All(protocol => catalog.Find(protocol) is not null));
    }
}
