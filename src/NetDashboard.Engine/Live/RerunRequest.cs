using System.Collections.Frozen;
using NetDashboard.Inventory;
using NetDashboard.Scanning;

namespace NetDashboard.Live;

/// <summary>What to try again of a scan, and how. What was held is tried again, even if another scan under way holds it still.</summary>
public sealed record RerunRequest
{
    /// <summary>Everything that is not ok, as the inventory says.</summary>
    public static RerunRequest Failed { get; } = new();

    /// <summary>
    /// Positions in <see cref="ScanLayout.Endpoints"/>, tried whatever their state, those of other scans ignored; <see langword="null"/> for
    /// everything that is not ok. <see cref="ScanBoard.Select"/> finds those of a reason.
    /// </summary>
    public IReadOnlySet<int>? Endpoints { get; init; }

    /// <summary>What is other than the inventory says, for this run only; <see langword="null"/> for nothing.</summary>
    public RerunChanges? Changes { get; init; }

    /// <summary>Who wants it, as they call themselves; <see langword="null"/> when nobody said.</summary>
    public string? StartedBy { get; init; }

    /// <summary>
    /// The inventory read again, for a scan that was kept over a restart; it stays with the scan, so that it can be run once more. <see langword="null"/> to use what
    /// the scan has.
    /// </summary>
    public RecalledInventory? Recalled { get; init; }

    /// <summary>Chosen endpoints, as the inventory says.</summary>
    /// <param name="endpoints">Positions in <see cref="ScanLayout.Endpoints"/>.</param>
    public static RerunRequest Of(IReadOnlySet<int> endpoints) => new() { Endpoints = endpoints };

    /// <summary>
    /// What a scan has not come to that was ended before its end: of one that was interrupted, all that its last run left without a result; of a cancelled one, what
    /// has none at all.
    /// </summary>
    /// <param name="board">A scan that is not under way.</param>
    public static RerunRequest Left(ScanBoard board) => Of(board.Summary.State is ScanState.Interrupted
        ? board.Select(state => state.Status is EndpointStatus.Cancelled)
        : board.Select(state => state.IsUnscanned));
}

/// <summary>How a run differs from what the inventory says. Holds for that run only; nothing of it is kept.</summary>
public sealed record RerunChanges
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>
    /// Replaces the credential of every endpoint of the run, all questions answered; <see langword="null"/> for the inventory's own. Where it has no
    /// enable secret, the endpoint's own stays.
    /// </summary>
    public Credential? Credential { get; init; }

    /// <summary>
    /// SSH: <c>modern</c> or <c>legacy</c>, in place of the profile and of the algorithm lists of the inventory; <see langword="null"/> for the
    /// inventory's own.
    /// </summary>
    public string? CryptoProfile { get; init; }

    /// <summary>Time limits, each above zero and at most an hour; <see langword="null"/> for the inventory's own.</summary>
    public EndpointTimeouts? Timeouts { get; init; }

    /// <summary>
    /// Submits every credential at once, however often it was refused: for a person who knows that the accounts cannot be locked. Default no.
    /// </summary>
    public bool IgnoreAccountGuard { get; init; }

    /// <summary>Why the changes cannot be carried out; <see langword="null"/> when they can.</summary>
    internal string? FindFault()
    {
        var limits = Timeouts is null ? [] : new[] { Timeouts.Connect, Timeouts.Transport, Timeouts.Operation };
        return Credential?.Questions.FirstOrDefault() is { } open ? $"The question '{open}' is not answered."
            : CryptoProfile is not (null or "modern" or "legacy") ? $"'{CryptoProfile}' is no algorithm profile: modern or legacy."
            : limits.Any(limit => limit <= TimeSpan.Zero || limit > s_longest) ? "A time limit must be above zero and at most an hour."
            : null;
    }

    /// <summary>The plan with the changes in it.</summary>
    internal ScanPlan ApplyTo(ScanPlan plan) => plan with
    {
        Items = [.. plan.Items.Select(item => item with { Endpoint = ApplyTo(item.Endpoint) })],
        Credentials = Credential is { } other
            ? plan.Credentials.ToFrozenDictionary(pair => pair.Key, pair => other.InPlaceOf(pair.Value), StringComparer.Ordinal)
            : plan.Credentials,
        IgnoresAccountGuard = IgnoreAccountGuard,
    };

    /// <summary>What is other than the inventory says, for the results; <see langword="null"/> for nothing.</summary>
    internal string? Describe()
    {
        string?[] parts =
        [
            Credential is null ? null : Credential.UserName.Length == 0 ? "another credential" : $"another credential (user '{Credential.UserName}')",
            CryptoProfile is null ? null : $"profile {CryptoProfile}",
            Timeouts is null ? null : FormattableString.Invariant(
                $"time limits {Timeouts.Connect.TotalSeconds:0.###}, {Timeouts.Transport.TotalSeconds:0.###} and {Timeouts.Operation.TotalSeconds:0.###} s"),
            IgnoreAccountGuard ? "no account guard" : null,
        ];
        var told = string.Join("; ", parts.OfType<string>());
        return told.Length == 0 ? null : $"Other than the inventory says, for this attempt only: {told}.";
    }

    /// <summary>Whom it logged in as, when that account is the inventory's otherwise.</summary>
    /// <param name="usual">The inventory's account.</param>
    internal LoginAccount AccountInPlaceOf(LoginAccount usual) =>
        (Credential is { } other ? new LoginAccount(other.UserName, other.PrivateKeyFile) : usual) with { CryptoProfile = CryptoProfile };

    private Endpoint ApplyTo(Endpoint endpoint) => endpoint with
    {
        Timeouts = Timeouts ?? endpoint.Timeouts,
        CryptoProfile = CryptoProfile ?? endpoint.CryptoProfile,
        Algorithms = CryptoProfile is null ? endpoint.Algorithms : null,
    };
}
