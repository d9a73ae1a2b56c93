using NetDashboard.Lab;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>Alone, because a child process that a test beside it forks holds our closed ports open until it becomes another program.</summary>
[Collection(nameof(Alone))]
public sealed class FleetRestartTests
{
    [Fact]
    public async Task A_fleet_can_start_where_another_has_just_ended()
    {
        var options = Fleets.Options(2);
        var first = await SimulatedFleet.StartAsync(options);
        options = options with { SshPort = first.Devices[0].SshPort!.Value, TelnetPort = first.Devices[0].TelnetPort!.Value };
        using var client = await RawClient.ConnectAsync(first.Devices[0].Address, first.Devices[0].TelnetPort);
        await first.DisposeAsync();

        await using var second = await SimulatedFleet.StartAsync(options);

        using var again = await RawClient.ConnectAsync(second.Devices[0].Address, second.Devices[0].TelnetPort);
        await again.ExpectAsync("Username: ");
    }
}
