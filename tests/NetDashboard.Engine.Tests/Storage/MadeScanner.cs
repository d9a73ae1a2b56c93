using System.Runtime.CompilerServices;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>Gives a result for every item, every third a failure, a few and then a pause.</summary>
/// <param name="perPause">Results between two pauses.</param>
/// <param name="pause">How long; none when left out.</param>
internal sealed class MadeScanner(int perPause = int.MaxValue, TimeSpan pause = default) : IScanner
{
    public const string Said = "Username: admin\nPassword: ***\n% Login invalid\n";

    public async IAsyncEnumerable<ProbeResult> ScanAsync(
        ScanPlan plan, Action<ScanItem>? started = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (i, item) in plan.Items.Index())
        {
            if (i % perPause == perPause - 1)
            {
                await Task.Delay(pause, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            started?.Invoke(item);
            yield return ResultOf(i, item);
        }
    }

    private static ProbeResult ResultOf(int i, ScanItem item)
    {
        var verdict = i % 3 == 2 ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid") : ProbeVerdict.Ok($"{item.Device.Name}#");
        return Made.Of(item, verdict) with
        {
            Address = "192.0.2.7",
            HostKey = "SHA256:made",
            Stages = [new StageTime(ProbeStage.Connect, TimeSpan.FromMilliseconds(1.5)), new StageTime(ProbeStage.Prompt, TimeSpan.FromTicks(12345))],
            Algorithms = new NegotiatedAlgorithms("curve25519-sha256", "ssh-ed25519", "aes", "aes", "implicit", "implicit", "SSH-2.0-Made"),
            Warnings = ["a remark"],
            Transcript = new Transcript(Said, IsCut: i % 2 == 0),
        };
    }
}
