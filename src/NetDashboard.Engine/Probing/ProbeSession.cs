using System.Collections.Immutable;
using System.Net.Sockets;

namespace NetDashboard.Probing;

/// <summary>One run of a probe: its connection, its stages, the guard it must ask, and the remarks it leaves. Used by one probe, one call at a time.</summary>
public sealed class ProbeSession
{
    private static readonly TimeSpan s_longWait = TimeSpan.FromSeconds(5);

    private readonly StageClock _clock;
    private readonly IProbeGuard _guard;
    private readonly TcpDialer _dialer;
    private readonly ImmutableArray<string>.Builder _warnings = ImmutableArray.CreateBuilder<string>(0);
    private Socket? _socket;

    internal ProbeSession(ProbeTarget target, int port, StageClock clock, IProbeGuard guard, TcpDialer dialer, TimeProvider time)
    {
        Target = target;
        Port = port;
        Time = time;
        _clock = clock;
        _guard = guard;
        _dialer = dialer;
        Transcript = new TranscriptRecorder(target.Credential.Secrets);
    }

    /// <summary>What is tried.</summary>
    public ProbeTarget Target { get; }

    /// <summary>TCP port in use.</summary>
    public int Port { get; }

    /// <summary>The only clock a probe may read.</summary>
    public TimeProvider Time { get; }

    /// <summary>The connection.</summary>
    /// <exception cref="InvalidOperationException"><see cref="ConnectAsync"/> has not succeeded yet.</exception>
    public Socket Socket => _socket ?? throw new InvalidOperationException("The session is not connected.");

    /// <summary>The address connected to; <see langword="null"/> before that.</summary>
    public string? Address { get; private set; }

    /// <summary>Remembers host keys; <see langword="null"/> where nothing does.</summary>
    public IHostKeyMemory? HostKeys { get; internal init; }

    /// <summary>Fingerprint of the SSH host key, once seen.</summary>
    public string? HostKey { get; set; }

    /// <summary>What was negotiated with an SSH server, once keys were exchanged.</summary>
    public NegotiatedAlgorithms? Algorithms { get; set; }

    /// <summary>Takes down what the device sends.</summary>
    public TranscriptRecorder Transcript { get; }

    /// <summary>Gives the device's latest words, for the message when a limit passes; may return <see langword="null"/>.</summary>
    public Func<string?>? LastWords { get; set; }

    /// <summary>Whether the probe was cancelled by its own limit; <see langword="false"/> when the scan was stopped.</summary>
    public bool IsOutOfTime => _clock.IsOutOfTime;

    internal ImmutableArray<string> Warnings => _warnings.ToImmutable();

    /// <summary>Resolves the host and connects; the socket is the session's and closed at its end.</summary>
    /// <exception cref="ProbeException">Not resolved, or this machine is out of descriptors or ports.</exception>
    /// <exception cref="SocketException">Refused or unreachable; the runner names it.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var addresses = await TcpDialer.ResolveAsync(Target.Device.Host, Enter, cancellationToken).ConfigureAwait(false);
        Enter(ProbeStage.Connect, ProbeFailure.ConnectTimeout);
        if (_guard.ConnectingAsync(Target, addresses, cancellationToken).AsTask() is { IsCompletedSuccessfully: false } leave)
        {
            using (_clock.Stop())
            {
                await leave.ConfigureAwait(false);
            }
        }

        var connection = await _dialer.ConnectAsync(addresses, Port, address => Address = address.ToString(), cancellationToken).ConfigureAwait(false);
        _socket = connection;
        using (_clock.Stop())
        {
            await _guard.ConnectedAsync(Target, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the current stage and begins the next.</summary>
    /// <param name="stage">The stage that begins.</param>
    /// <param name="onTimeout">What it means when this stage runs out of time.</param>
    public void Enter(ProbeStage stage, ProbeFailure onTimeout) => _clock.Enter(stage, onTimeout);

    /// <summary>Asks for leave to submit the credential; the clock stands still while others' outcomes are awaited.</summary>
    /// <exception cref="ProbeException"><see cref="ProbeFailure.AccountHeld"/>: not allowed, to protect the account.</exception>
    public async ValueTask<ISubmission> SubmitAsync(CancellationToken cancellationToken)
    {
        var since = Time.GetTimestamp();
        ISubmission submission;
        using (_clock.Stop())
        {
            submission = await _guard.SubmitAsync(Target, cancellationToken).ConfigureAwait(false);
        }

        if (Time.GetElapsedTime(since) is var waited && waited > s_longWait)
        {
            Warn($"Waited {waited.TotalSeconds:0.#} s for the outcome of another login with the same credential before submitting it here.");
        }

        return submission;
    }

    /// <summary>Leaves a remark that does not change the verdict.</summary>
    public void Warn(string remark) => _warnings.Add(remark);

    internal void Close() => _socket?.Dispose();
}
