using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Engine.Tests.Probing;
using NetDashboard.Engine.Tests.Scanning;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests;

/// <summary>Plants unique secrets and looks for them wherever the engine writes: results, boards, logs, exceptions, printed values.</summary>
public sealed class SecretsTests
{
    private readonly Canary _password = new("password");
    private readonly Canary _enable = new("enable");
    private readonly Canary _passphrase = new("passphrase");

    private Credential Credential => new("netops", new Secret(_password.Value), new Secret(_enable.Value), null, new Secret(_passphrase.Value));

    [Theory]
    [InlineData(DeviceBehaviour.Right)]
    [InlineData(DeviceBehaviour.WrongPassword)]
    [InlineData(DeviceBehaviour.WrongEnable)]
    [InlineData(DeviceBehaviour.ClosesAfterPassword)]
    [InlineData(DeviceBehaviour.NoPasswordSet)]
    public async Task A_scan_leaves_no_secret_in_results_boards_or_logs(DeviceBehaviour behaviour)
    {
        await using var fleet = await SimulatedFleet.StartAsync(
            Fleets.Options(6) with { Mix = FleetMix.Of(behaviour), Password = _password.Value, EnableSecret = _enable.Value });
        var log = new RecordingLogger();
        var inventory = WithCredential(FleetScan.InventoryOf(fleet));
        var service = new ScanService(Scanner(log), Options.Create(new ScanOptions()), TimeProvider.System, log.For<ScanService>());

        Assert.True(service.TryStart(inventory, "canaries", out var board));
        for (var tries = 0; tries < 1000 && board.Summary.IsRunning; tries++)
        {
            await Task.Delay(20);
        }

        using var subscription = board.Subscribe();
        var states = subscription.Snapshot.Endpoints;
        Assert.All(states, state => Assert.NotNull(state.Result));
        AssertClean(string.Join('\n', states.Select(state => $"{state} {state.Result} {JsonSerializer.Serialize(state.Result)}")), "a result");
        AssertClean(log.Text, "the log");
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData("% Bad password '{0}' for netops\r\n")]
    [InlineData("% Login invalid: {0}{0}\r\n")]
    [InlineData("{0}\r\n% Login invalid\r\n")]
    public async Task A_device_that_repeats_the_password_does_not_make_us_repeat_it(string words)
    {
        await using var device = DeviceThatAnswers(async (socket, stop) =>
            await socket.SendAsync(Encoding.UTF8.GetBytes(string.Format(null, words, _password.Value) + "Username: "), stop));

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("telnet", device.Port, Credential));

        Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure);
        AssertClean($"{result} {JsonSerializer.Serialize(result)}", "the result");
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\0\r\n")]
    [InlineData("\u001b[1m\r\n")]
    public async Task A_terminal_that_breaks_the_echo_of_the_password_into_lines_does_not_make_us_show_it(string noise)
    {
        await using var device = DeviceThatAnswers(async (socket, stop) =>
        {
            foreach (var c in _password.Value)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(c + noise), stop);
            }

            await socket.SendAsync("\r\n% Login invalid\r\n\r\nUsername: "u8.ToArray(), stop);
        });

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("telnet", device.Port, Credential));

        Assert.Equal(ProbeFailure.AuthenticationFailed, result.Verdict.Failure);
        Assert.Contains("***", result.Transcript?.Text, StringComparison.Ordinal);
        Assert.Contains("% Login invalid", result.Transcript?.Text, StringComparison.Ordinal);
        AssertClean(string.Concat(result.Transcript!.Text.Where(c => c is not '\n')), "the transcript");
        AssertClean(string.Concat(result.Verdict.Detail!.Where(c => c is not ' ')), "the detail");
    }

    [Fact]
    public void What_holds_secrets_prints_none()
    {
        var inventory = new DeviceInventory([], new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = Credential }.ToFrozenDictionary(StringComparer.Ordinal));
        var target = ProbeTesting.Target("ssh", 22, Credential);

        AssertClean(
            $"{Credential} {Credential.Login} {Credential.Password} {target} {inventory} {inventory.Credentials["c1"]} {new ScanPlan([], inventory.Credentials)}",
            "a printed value");
        AssertClean(
            JsonSerializer.Serialize(Credential) + JsonSerializer.Serialize(target) + JsonSerializer.Serialize(inventory), "a serialized value");
    }

    private static LoopbackServer DeviceThatAnswers(Func<Socket, CancellationToken, Task> answerToPassword) => LoopbackServer.That(async (socket, stop) =>
    {
        var buffer = new byte[1024];
        await socket.SendAsync("Username: "u8.ToArray(), stop);
        await socket.ReceiveAsync(buffer, stop);
        await socket.SendAsync("Password: "u8.ToArray(), stop);
        await socket.ReceiveAsync(buffer, stop);
        await answerToPassword(socket, stop);
        await Task.Delay(Timeout.Infinite, stop);
    });

    private static DeviceInventory WithSecrets(DeviceInventory inventory, Credential credential) => inventory with
    {
        Credentials = inventory.Credentials.ToDictionary(pair => pair.Key, _ => credential, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal),
    };

    private static Scanner Scanner(RecordingLogger log) => new(
        new ProbeCatalog(), new ProbeRunner(TimeProvider.System, log.For<ProbeRunner>()), Options.Create(new ScanOptions()), TimeProvider.System);

    private DeviceInventory WithCredential(DeviceInventory inventory) => WithSecrets(inventory, Credential);

    private void AssertClean(string text, string where)
    {
        _password.AssertAbsentFrom(text, where);
        _enable.AssertAbsentFrom(text, where);
        _passphrase.AssertAbsentFrom(text, where);
    }

    /// <summary>Keeps everything that is logged, at every level, with its exceptions.</summary>
    private sealed class RecordingLogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger<T> For<T>() => new Typed<T>(_lines);

        private sealed class Typed<T>(ConcurrentQueue<string> lines) : ILogger<T>
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{formatter(state, exception)} {state} {exception}");
        }
    }
}
