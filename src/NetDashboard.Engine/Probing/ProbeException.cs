namespace NetDashboard.Probing;

/// <summary>Ends a probe with a failure; <see cref="ProbeRunner"/> turns it into the verdict.</summary>
public sealed class ProbeException : Exception
{
    /// <summary>Ends the probe.</summary>
    /// <param name="failure">The reason.</param>
    /// <param name="message">What happened, in words for the operator; text from a device may be in it as received.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ProbeException(ProbeFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>The reason.</summary>
    public ProbeFailure Failure { get; }
}
