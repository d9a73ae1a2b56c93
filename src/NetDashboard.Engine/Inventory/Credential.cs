using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>What a login is made with. Kept apart from devices and endpoints, so that those are plain data without secrets.</summary>
/// <param name="UserName">Account name; empty when the device asks for none.</param>
/// <param name="Password">Login password; <see langword="null"/> when the inventory gives none.</param>
/// <param name="EnableSecret">Secret for the privileged level; <see langword="null"/> when the inventory gives none.</param>
/// <param name="PrivateKeyFile">Absolute path of a private key in PEM or OpenSSH format; <see langword="null"/> for none.</param>
/// <param name="PrivateKeyPassphrase">Passphrase of that key; <see langword="null"/> for none.</param>
public sealed record Credential(
    string UserName,
    Secret? Password = null,
    Secret? EnableSecret = null,
    string? PrivateKeyFile = null,
    Secret? PrivateKeyPassphrase = null)
{
    /// <summary>
    /// The account this login would strain: equal for two credentials that submit the same name with the same secret, whatever
    /// their enable secret. The account guard counts by it.
    /// </summary>
    public LoginIdentity Login => new(UserName, Password, PrivateKeyFile);

    /// <summary>What to ask a person for to know the user name, which is empty until then; <see langword="null"/> when it is known.</summary>
    public string? UserNameQuestion { get; init; }

    /// <summary>Name of the kept credential it was taken from; <see langword="null"/> when the inventory wrote it out.</summary>
    public string? KeptAs { get; init; }

    /// <summary>Secrets that this one stands in for; never submitted, but hidden like its own. Empty by default.</summary>
    public ImmutableArray<Secret> Replaced { get; init; } = [];

    /// <summary>All secrets that are known and not empty, for redaction.</summary>
    public IEnumerable<Secret> Secrets =>
        new[] { Password, EnableSecret, PrivateKeyPassphrase }.OfType<Secret>().Concat(Replaced).Where(secret => secret is { IsEmpty: false, Question: null });

    /// <summary>What a person must be asked for before this credential can be used.</summary>
    public IEnumerable<string> Questions =>
        new[] { UserNameQuestion, Password?.Question, EnableSecret?.Question, PrivateKeyPassphrase?.Question }.OfType<string>();

    /// <summary>
    /// This credential in the place of another. Where it has no enable secret the other's stays, and the other's secrets stay hidden: a console may still
    /// show what was typed into it before.
    /// </summary>
    public Credential InPlaceOf(Credential other) => this with { EnableSecret = EnableSecret ?? other.EnableSecret, Replaced = [.. other.Secrets] };

    /// <summary>This credential with the answers in it; what is not answered stays open.</summary>
    /// <param name="answers">By the question's name.</param>
    public Credential Answer(IReadOnlyDictionary<string, Secret> answers)
    {
        var user = UserNameQuestion is { } question && answers.TryGetValue(question, out var name) ? name : null;
        return this with
        {
            UserName = user?.Reveal() ?? UserName,
            UserNameQuestion = user is null ? UserNameQuestion : null,
            Password = Answer(Password, answers),
            EnableSecret = Answer(EnableSecret, answers),
            PrivateKeyPassphrase = Answer(PrivateKeyPassphrase, answers),
        };
    }

    private static Secret? Answer(Secret? secret, IReadOnlyDictionary<string, Secret> answers) =>
        secret?.Question is { } question && answers.TryGetValue(question, out var answer) ? answer.From($"${{ask:{question}}}") : secret;
}

/// <summary>One account as a device sees it: name, and the secret or key shown for it.</summary>
/// <param name="UserName">Account name; empty when the device asks for none.</param>
/// <param name="Password">Login password, if any.</param>
/// <param name="PrivateKeyFile">Private key file, if any.</param>
public readonly record struct LoginIdentity(string UserName, Secret? Password, string? PrivateKeyFile);
