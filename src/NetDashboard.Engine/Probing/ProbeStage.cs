namespace NetDashboard.Probing;

/// <summary>How far a login has come. A protocol skips the stages it does not have.</summary>
public enum ProbeStage
{
    /// <summary>Name lookup.</summary>
    Resolve,

    /// <summary>TCP connect.</summary>
    Connect,

    /// <summary>Waiting for the device's first words: the SSH identification, the Telnet login question.</summary>
    Banner,

    /// <summary>SSH key exchange.</summary>
    KeyExchange,

    /// <summary>Judging the SSH host key.</summary>
    HostKey,

    /// <summary>Submitting the credential and waiting for the answer.</summary>
    Authentication,

    /// <summary>Opening the SSH channel and shell.</summary>
    Shell,

    /// <summary>Waiting for the prompt.</summary>
    Prompt,

    /// <summary>Going to the privileged level and preparing the session.</summary>
    Enable,
}

/// <summary>Time spent in one stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Duration">Time in it, waits for the account guard excluded.</param>
public readonly record struct StageTime(ProbeStage Stage, TimeSpan Duration);
