using NetDashboard.Comparing;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Probing;

namespace NetDashboard.Components.Comparisons;

/// <summary>What changed, in words: how it was, how it is.</summary>
internal static class ChangeWords
{
    /// <summary>How it was before.</summary>
    public static string Before(EndpointChange change) => Side(change, change.Before, weaker => weaker.Before);

    /// <summary>How it is now.</summary>
    public static string Now(EndpointChange change) => Side(change, change.Now, weaker => $"{weaker.Now} ({weaker.Class.ToString().ToLowerInvariant()})");

    /// <summary>Whether both sides are names that a machine would read.</summary>
    public static bool IsCode(ChangeKind kind) => kind is ChangeKind.OtherHostKey or ChangeKind.WeakerAlgorithms or ChangeKind.OtherPrompt;

    /// <summary>A login's status and what proves or explains it.</summary>
    public static string Of(ComparedLogin login)
    {
        var word = StatusLook.Of(EndpointStatuses.Of(login.Outcome)).Word;
        var why = FailureGuide.Of(login.Failure) is { } guide && login.IsFailing ? string.IsNullOrEmpty(login.Detail) ? guide.Title : $"{guide.Title} - {login.Detail}" : login.Prompt;
        return string.IsNullOrEmpty(why) ? word : $"{word}: {why}";
    }

    private static string Side(EndpointChange change, ComparedLogin? login, Func<WeakerAlgorithm, string> weaker) => (change.Kind, login) switch
    {
        (ChangeKind.New or ChangeKind.Gone, null) => change.IsWholeDevice ? "Device not in it" : "Not reached this way",
        (_, null) => "–",
        (ChangeKind.OtherHostKey, _) => login.HostKey ?? "–",
        (ChangeKind.OtherPrompt, _) => login.Prompt ?? "–",
        (ChangeKind.Slower, _) => login.Duration is { } duration ? $"{duration.TotalMilliseconds:N0} ms" : "–",
        (ChangeKind.WeakerAlgorithms, _) => string.Join(", ", change.Weaker.Select(one => $"{one.What} {weaker(one)}")),
        _ => Of(login),
    };
}
