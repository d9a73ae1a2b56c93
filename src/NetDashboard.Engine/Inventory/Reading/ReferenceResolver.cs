using System.Collections.Immutable;
using System.Text;
using NetDashboard.Inventory.Vault;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Resolves <c>${env:NAME}</c>, <c>${secret:ID}</c> and <c>${ask:NAME}</c> in values; <c>$${</c> stands for <c>${</c> itself.</summary>
internal sealed class ReferenceResolver(IReferenceSource known, SourceContext source)
{
    /// <summary>Longest name in a reference.</summary>
    public const int MaxNameLength = 64;

    private const int MaxResolvedLength = YamlLimits.ScalarLength;
    private const int MaxCredentials = 1000;

    private readonly HashSet<string> _credentials = new(StringComparer.Ordinal);

    /// <summary>Names of credentials that were asked for, each once.</summary>
    public ImmutableArray<string> Credentials => [.. _credentials];

    /// <summary>The credential of that name, or why there is none.</summary>
    public (Credential? Credential, string? Fault) Named(string name)
    {
        if (_credentials.Count < MaxCredentials)
        {
            _credentials.Add(name);
        }

        try
        {
            return known.Named(name) is { } credential ? (credential, null) : (null, "is not among those kept by this product.");
        }
        catch (VaultException e)
        {
            return (null, $"cannot be had: {e.Message}");
        }
    }

    /// <summary>The value of a node, or <see langword="null"/> after an error.</summary>
    /// <param name="node">A single value.</param>
    /// <param name="mayAsk">Whether a question may stand in its place.</param>
    public EntryValue? Resolve(YamlNode node, bool mayAsk)
    {
        var text = node.Text;
        var first = text.IndexOf("${", StringComparison.Ordinal);
        if (first < 0)
        {
            return new EntryValue(text, node.Place, node.IsPlain);
        }

        var result = new StringBuilder();
        var done = 0;
        var isResolved = false;
        for (var at = first; at >= 0; at = text.IndexOf("${", done, StringComparison.Ordinal))
        {
            if (at > done && text[at - 1] is '$')
            {
                result.Append(text, done, at - 1 - done).Append("${");
                done = at + 2;
                continue;
            }

            var end = text.IndexOf('}', at);
            if (end < 0)
            {
                return Refuse(node, "A reference begins here with '${' and has no '}'. Write $${ for the characters themselves.");
            }

            var isWhole = at == 0 && end == text.Length - 1;
            var (value, question, fault) = Find(text[(at + 2)..end], isWhole, mayAsk);
            if (fault is not null)
            {
                return Refuse(node, fault);
            }

            if (question is not null)
            {
                return new EntryValue(string.Empty, node.Place, IsPlain: false, IsResolved: true, question);
            }

            result.Append(text, done, at - done).Append(value);
            isResolved = true;
            done = end + 1;
            if (result.Length > MaxResolvedLength)
            {
                return Refuse(node, $"With its references resolved this value is longer than {MaxResolvedLength:N0} characters.");
            }
        }

        result.Append(text, done, text.Length - done);
        // A stored secret belongs to the file it was taken out of.
        var reference = IsWhole(text) && text.StartsWith("${env:", StringComparison.Ordinal) ? text : null;
        return new EntryValue(result.ToString(), node.Place, node.IsPlain && !isResolved, isResolved, Reference: reference);
    }

    /// <summary>Whether a value is one whole reference, so that it can be stored as it is.</summary>
    public static bool IsWhole(string text) =>
        text.StartsWith("${", StringComparison.Ordinal)
        && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
        && text.IndexOf(':', StringComparison.Ordinal) is > 2 and var colon
        && text.AsSpan(2, colon - 2) is "env" or "secret" or "ask"
        && IsName(text.AsSpan((colon + 1)..^1));

    private (string? Value, string? Question, string? Fault) Find(string reference, bool isWhole, bool mayAsk)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? string.Empty : reference[..colon];
        var name = reference[(colon + 1)..];
        if (kind is not ("env" or "secret" or "ask"))
        {
            return (null, null, "'${' begins a reference: ${env:NAME}, ${ask:NAME} or ${secret:ID}. Write $${ for the characters themselves.");
        }

        if (!IsName(name))
        {
            return (null, null, $"The name in a reference has 1 to {MaxNameLength} letters, digits, '_', '-', '.', and blanks between them.");
        }

        switch (kind)
        {
            case "ask" when !mayAsk:
                return (null, null, "${ask:NAME} can stand for user names, passwords and other secrets only.");
            case "secret" when !mayAsk:
                // A stored secret is write-only: in a host name it would come out again, on the page.
                return (null, null, "${secret:ID} can stand for user names, passwords and other secrets only.");
            case "ask" when !isWhole:
                return (null, null, "${ask:NAME} must be the whole value.");
            case "ask":
                return (null, name, null);
            case "env":
                return known.Environment(name) is { } value ? (value, null, null) : (null, null, $"The environment variable '{name}' that ${{env:{name}}} names is not set.");
            default:
                return FindStored(name);
        }
    }

    private (string? Value, string? Question, string? Fault) FindStored(string id)
    {
        try
        {
            return known.Stored(source.FileName, id) is { } secret
                ? (secret.Reveal(), null, null)
                : (null, null, "${secret:ID} stands for a secret that was taken out of an upload; this one is not there. Write the secret, or ${env:NAME}.");
        }
        catch (VaultException e)
        {
            return (null, null, $"The secret that ${{secret:ID}} stands for cannot be had: {e.Message}");
        }
    }

    private EntryValue? Refuse(YamlNode node, string message)
    {
        source.Error(FindingCode.UnresolvedReference, node.Place, message);
        return null;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ' '))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= MaxNameLength && name[0] is not ' ' && name[^1] is not ' ';
    }
}
