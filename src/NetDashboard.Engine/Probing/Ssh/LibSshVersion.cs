namespace NetDashboard.Probing.Ssh;

/// <summary>Which libssh this machine has, and whether it will do.</summary>
internal static class LibSshVersion
{
    // Debian's 0.10.6 carries later fixes under the same number, so the exact build is the installer's matter (eng/setup.sh).
    private static readonly Version s_minimum = new(0, 10, 6);
    private static readonly Lazy<ProbeReadiness> s_readiness = new(Find);

    public static ProbeReadiness Readiness => s_readiness.Value;

    /// <summary>Judges what <c>ssh_version</c> says, for example <c>0.10.6/openssl/zlib</c>.</summary>
    public static ProbeReadiness Judge(string? text)
    {
        var number = text?.Split('/')[0];
        return Version.TryParse(number, out var version) && version >= s_minimum
            ? new ProbeReadiness(IsReady: true, $"libssh {text}")
            : new ProbeReadiness(IsReady: false, $"SSH needs libssh {s_minimum} or later; this machine has {number ?? "one that does not tell its version"}. On Debian: apt-get install libssh-4.");
    }

    private static ProbeReadiness Find()
    {
        try
        {
            return Judge(LibSsh.TextOf(LibSsh.ssh_version(0)));
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            return new ProbeReadiness(IsReady: false, $"SSH needs libssh {s_minimum} or later (libssh.so.4), and this machine has none. On Debian: apt-get install libssh-4.");
        }
    }
}
