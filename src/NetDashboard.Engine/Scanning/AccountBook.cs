using NetDashboard.Inventory;

namespace NetDashboard.Scanning;

/// <summary>
/// The accounts that scans under way use. Scans that submit the same login share what is known of it, so that a wrong password costs no more however
/// many scans meet it; it is forgotten with the last of them. Safe for many threads.
/// </summary>
/// <param name="time">The clock for <see cref="AccountGuard.Patience"/>.</param>
internal sealed class AccountBook(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<LoginIdentity, GuardedAccount> _accounts = [];

    /// <summary>The guard of one scan.</summary>
    /// <param name="logins">All that the scan may submit, each once.</param>
    /// <param name="releasesHeld">Whether a login that other scans hold is tried anew: a person has asked for it.</param>
    /// <returns>Dispose it when nothing of the scan is under way any more.</returns>
    public AccountGuard Open(IEnumerable<LoginIdentity> logins, bool releasesHeld)
    {
        lock (_gate)
        {
            return new AccountGuard(this, logins.ToDictionary(login => login, login => Take(login, releasesHeld)));
        }
    }

    /// <summary>One scan has ended with its accounts.</summary>
    internal void GiveBack(IEnumerable<GuardedAccount> accounts)
    {
        lock (_gate)
        {
            foreach (var account in accounts)
            {
                account.Users--;
                if (account.Users == 0 && ReferenceEquals(_accounts.GetValueOrDefault(account.Login), account))
                {
                    _accounts.Remove(account.Login);
                }
            }
        }
    }

    private GuardedAccount Take(LoginIdentity login, bool releasesHeld)
    {
        if (_accounts.TryGetValue(login, out var account) && !(releasesHeld && account.IsHeld))
        {
            account.Join();
        }
        else
        {
            // Scans that use the held one keep it; later ones begin with this one.
            _accounts[login] = account = new GuardedAccount(login, time);
        }

        account.Users++;
        return account;
    }
}
