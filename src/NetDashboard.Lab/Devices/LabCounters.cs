namespace NetDashboard.Lab.Devices;

/// <summary>What a device, or a whole fleet, has seen. Safe to read at any time from any thread; one device's events count for its fleet too.</summary>
public sealed class LabCounters
{
    private readonly LabCounters? _fleet;
    private long _connections;
    private long _sshRight;
    private long _sshWrong;
    private long _telnetRight;
    private long _telnetWrong;
    private long _logins;
    private long _enableAccepted;
    private long _enableRefused;
    private long _faults;
    private int _live;
    private int _peak;

    internal LabCounters(LabCounters? fleet = null) => _fleet = fleet;

    /// <summary>Connections accepted; a black hole accepts none.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Logins that were let in.</summary>
    public long Logins => Interlocked.Read(ref _logins);

    /// <summary>Passwords submitted over SSH, right and wrong.</summary>
    public long SshSubmissions => SshSubmissionsRight + SshSubmissionsWrong;

    /// <summary>Right passwords submitted over SSH.</summary>
    public long SshSubmissionsRight => Interlocked.Read(ref _sshRight);

    /// <summary>Wrong passwords submitted over SSH.</summary>
    public long SshSubmissionsWrong => Interlocked.Read(ref _sshWrong);

    /// <summary>Passwords submitted over Telnet, right and wrong.</summary>
    public long TelnetSubmissions => TelnetSubmissionsRight + TelnetSubmissionsWrong;

    /// <summary>Right passwords submitted over Telnet.</summary>
    public long TelnetSubmissionsRight => Interlocked.Read(ref _telnetRight);

    /// <summary>Wrong passwords submitted over Telnet.</summary>
    public long TelnetSubmissionsWrong => Interlocked.Read(ref _telnetWrong);

    /// <summary>Passwords submitted over both protocols, right and wrong; enable secrets are not among them.</summary>
    public long Submissions => SshSubmissions + TelnetSubmissions;

    /// <summary>Wrong passwords submitted over both protocols.</summary>
    public long SubmissionsWrong => SshSubmissionsWrong + TelnetSubmissionsWrong;

    /// <summary>Enable secrets that opened the privileged level.</summary>
    public long EnableAccepted => Interlocked.Read(ref _enableAccepted);

    /// <summary>Enable secrets that were refused.</summary>
    public long EnableRefused => Interlocked.Read(ref _enableRefused);

    /// <summary>Sessions that ended by a defect of the fleet itself; always 0 unless the simulation has a bug.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Connections open now.</summary>
    public int Live => Volatile.Read(ref _live);

    /// <summary>Most connections that were open at once.</summary>
    public int PeakLive => Volatile.Read(ref _peak);

    /// <summary>All counters on one line as <c>name=value</c>, separated by blanks.</summary>
    public override string ToString() =>
        $"connections={Connections} logins={Logins} ssh-right={SshSubmissionsRight} ssh-wrong={SshSubmissionsWrong} "
        + $"telnet-right={TelnetSubmissionsRight} telnet-wrong={TelnetSubmissionsWrong} enable-accepted={EnableAccepted} "
        + $"enable-refused={EnableRefused} live={Live} peak-live={PeakLive} faults={Faults}";

    internal void Opened()
    {
        Interlocked.Increment(ref _connections);
        var live = Interlocked.Increment(ref _live);
        for (var peak = PeakLive; live > peak; peak = PeakLive)
        {
            Interlocked.CompareExchange(ref _peak, live, peak);
        }

        _fleet?.Opened();
    }

    internal void Closed()
    {
        Interlocked.Decrement(ref _live);
        _fleet?.Closed();
    }

    internal void Submitted(FleetProtocols protocol, bool right)
    {
        switch (protocol, right)
        {
            case (FleetProtocols.Ssh, true):
                Interlocked.Increment(ref _sshRight);
                break;
            case (FleetProtocols.Ssh, false):
                Interlocked.Increment(ref _sshWrong);
                break;
            case (_, true):
                Interlocked.Increment(ref _telnetRight);
                break;
            default:
                Interlocked.Increment(ref _telnetWrong);
                break;
        }

        _fleet?.Submitted(protocol, right);
    }

    internal void LoggedIn()
    {
        Interlocked.Increment(ref _logins);
        _fleet?.LoggedIn();
    }

    internal void EnableTried(bool accepted)
    {
        Interlocked.Increment(ref accepted ? ref _enableAccepted : ref _enableRefused);
        _fleet?.EnableTried(accepted);
    }

    internal void Failed()
    {
        Interlocked.Increment(ref _faults);
        _fleet?.Failed();
    }
}
