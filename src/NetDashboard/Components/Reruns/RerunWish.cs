namespace NetDashboard.Components.Reruns;

/// <summary>What a viewer wants to have tried again.</summary>
/// <typeparam name="T">How it is named: a reason, an endpoint.</typeparam>
/// <param name="Of">What.</param>
/// <param name="WithChanges">Whether to ask for another credential, algorithms or time limits before.</param>
public readonly record struct RerunWish<T>(T Of, bool WithChanges);
