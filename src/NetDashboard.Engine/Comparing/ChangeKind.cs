namespace NetDashboard.Comparing;

/// <summary>Ways in which an endpoint is other in the newer of two scans than in the older; the most urgent first, which is the order they are listed in.</summary>
public enum ChangeKind
{
    /// <summary>The login was OK, and is limited or failed now.</summary>
    NewlyFailing,

    /// <summary>The host key is another.</summary>
    OtherHostKey,

    /// <summary>Limited or failed now; the older scan did not try it.</summary>
    FailingUntriedBefore,

    /// <summary>Limited or failed in both, maybe for another reason.</summary>
    StillFailing,

    /// <summary>Limited or failed before, and OK now.</summary>
    Recovered,

    /// <summary>An algorithm of a weaker class was agreed on than before.</summary>
    WeakerAlgorithms,

    /// <summary>The login takes longer by more than <see cref="SlownessBound"/>.</summary>
    Slower,

    /// <summary>The prompt is another.</summary>
    OtherPrompt,

    /// <summary>Not in the older scan.</summary>
    New,

    /// <summary>Not in the newer scan.</summary>
    Gone,

    /// <summary>In both scans, but not tried in the newer: held, or cancelled before it came to a result.</summary>
    NotTriedNow,
}
