namespace NetDashboard.Comparing;

/// <summary>An algorithm that is of a weaker class than the one before.</summary>
/// <param name="What">What it does: <c>key exchange</c>, <c>host key</c>, <c>cipher</c> or <c>MAC</c>.</param>
/// <param name="Before">The name of the one before.</param>
/// <param name="Now">The name of this one.</param>
/// <param name="Class">How this one is to be judged.</param>
public sealed record WeakerAlgorithm(string What, string Before, string Now, AlgorithmClass Class);

/// <summary>How an SSH algorithm is to be judged; <see cref="AlgorithmStrength"/> tells by which sources.</summary>
public enum AlgorithmClass
{
    /// <summary>Protects nothing, or can be broken with ordinary means.</summary>
    Broken,

    /// <summary>Should not be used.</summary>
    Weak,

    /// <summary>May still be used, is on its way out.</summary>
    Ageing,

    /// <summary>Held to be sound.</summary>
    Sound,
}
