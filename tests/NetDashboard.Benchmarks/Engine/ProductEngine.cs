using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Probing;
using NetDashboard.Scanning;

namespace NetDashboard.Benchmarks.Engine;

/// <summary>The engine in this process, put together as the product does it.</summary>
internal static class ProductEngine
{
    /// <summary>
    /// Every behaviour the fleet knows, spread evenly. Refusals are rare enough among the right that the account guard, which stops after ten
    /// in a row, lets all be tried; the retired account is the one it holds.
    /// </summary>
    public const string Mixed =
        "right=50,wrong-password=6,retired-account=4,wrong-enable=6,slow=2,silent=2,refused=6,closes-early=6,no-password-set=6,legacy=6,black-hole=2,closes-after-password=4";

    private static readonly TimeSpan s_connect = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_transport = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_operation = TimeSpan.FromSeconds(2.5);

    public static Scanner Scanner() => new(
        new ProbeCatalog(),
        new ProbeRunner(TimeProvider.System, new ErrorLog<ProbeRunner>()),
        Options.Create(new ScanOptions()),
        TimeProvider.System);

    /// <summary>Plans a scan of an inventory file with short limits, so that silent devices do not decide how long it takes.</summary>
    public static async Task<ScanPlan> PlanAsync(string inventoryFile, CancellationToken cancellationToken)
    {
        var reading = await InventoryFiles.ReadAsync([inventoryFile], cancellationToken);
        var inventory = reading.Inventory ?? throw new InvalidOperationException($"The inventory cannot be used: {string.Join("; ", reading.Findings)}");
        var limits = new EndpointTimeouts(s_connect, s_transport, s_operation);
        return ScanPlan.For(inventory with
        {
            Devices = [.. inventory.Devices.Select(device => device with { Endpoints = Limited(device.Endpoints, limits) })],
        });
    }

    /// <summary>Scans to the end.</summary>
    /// <returns>How often each failure came, <see cref="ProbeFailure.None"/> for logins that succeeded.</returns>
    public static async Task<Dictionary<ProbeFailure, int>> ScanAsync(this Scanner scanner, ScanPlan plan, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<ProbeFailure, int>();
        await foreach (var result in scanner.ScanAsync(plan, cancellationToken: cancellationToken))
        {
            failures[result.Verdict.Failure] = failures.GetValueOrDefault(result.Verdict.Failure) + 1;
        }

        return failures;
    }

    private static ImmutableArray<Endpoint> Limited(ImmutableArray<Endpoint> endpoints, EndpointTimeouts limits) =>
        [.. endpoints.Select(endpoint => endpoint with { Timeouts = limits })];
}
