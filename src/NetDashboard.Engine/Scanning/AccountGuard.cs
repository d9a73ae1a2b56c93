using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>
/// Protects accounts during one scan, together with the other scans under way: of each login, one device tries first, then a few, then all. A secret that no device takes is
/// submitted at most <see cref="MaxUnproven"/> times, whatever the size of the fleet and over all protocols together; the rest is held.
/// </summary>
/// <param name="book">Where the accounts go back to, once.</param>
/// <param name="accounts">Those of the scan.</param>
internal sealed class AccountGuard(AccountBook book, IReadOnlyDictionary<LoginIdentity, GuardedAccount> accounts) : IDisposable
{
    /// <summary>Submissions a login may cost before one has succeeded.</summary>
    public const int MaxUnproven = 3;

    /// <summary>Submissions at a time once one has succeeded, until another has.</summary>
    public const int Few = 4;

    /// <summary>
    /// Devices that refuse one after another, each for the first time, and stop a login which has succeeded before. A device that refuses again, over
    /// its other protocol, says nothing new; such refusals come in bunches.
    /// </summary>
    public const int MaxRefusalsInARow = 10;

    /// <summary>
    /// How long to wait for an answer before more are let through: one more while nobody has taken the secret, and once somebody has,
    /// twice as many each time.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Waits for leave to submit.</summary>
    /// <exception cref="ProbeException"><see cref="ProbeFailure.AccountHeld"/>.</exception>
    public ValueTask<ISubmission> EnterAsync(LoginIdentity login, string device, CancellationToken cancellationToken) =>
        accounts[login].EnterAsync(device, cancellationToken);

    /// <summary>Leaves the accounts to the other scans.</summary>
    public void Dispose() => book.GiveBack(accounts.Values);
}
