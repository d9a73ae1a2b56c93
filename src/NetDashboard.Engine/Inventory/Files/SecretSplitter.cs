using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NetDashboard.Inventory.Files;

/// <summary>Parts an inventory's text into its structure and its secrets.</summary>
internal static partial class SecretSplitter
{
    /// <summary>Puts <c>${secret:N}</c> in the place of every value that must not be kept in clear, and takes comments out.</summary>
    /// <param name="text">The decoded text.</param>
    /// <param name="spans">The values and comments, in order.</param>
    /// <returns>The structure, and the new secrets by N; N goes on from what the text itself refers to.</returns>
    public static (string Structure, ImmutableDictionary<string, string> Secrets) Split(string text, ImmutableArray<SecretSpan> spans)
    {
        var structure = new StringBuilder(text.Length);
        var secrets = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var next = UsedIds(text).Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty().Max() + 1;
        var from = 0;
        foreach (var span in spans)
        {
            structure.Append(text, from, span.Start - from);
            from = span.End;
            if (span.IsComment)
            {
                continue;
            }

            if (span.Text.Length == 0)
            {
                // "Not set" is no secret.
                structure.Append(text, span.Start, span.End - span.Start);
                continue;
            }

            structure.Append('"');
            foreach (var (part, isReference) in Parts(span.Text))
            {
                if (isReference)
                {
                    structure.Append(part);
                    continue;
                }

                var id = (next++).ToString(CultureInfo.InvariantCulture);
                secrets.Add(id, part);
                structure.Append("${secret:").Append(id).Append('}');
            }

            structure.Append('"');

            // A value that goes over lines takes its last line end with it.
            structure.Append(text.AsSpan(span.Start, span.End - span.Start) is [.., '\n'] ? "\n" : string.Empty);
        }

        structure.Append(text, from, text.Length - from);
        return (structure.ToString(), secrets.ToImmutable());
    }

    /// <summary>The ids of the secrets that a text refers to.</summary>
    public static ImmutableHashSet<string> UsedIds(string text) =>
        [.. StoredReference().Matches(text).Select(match => match.Groups["id"].Value)];

    // A value may be made of references and of words between them; only the words are secret.
    private static IEnumerable<(string Part, bool IsReference)> Parts(string value)
    {
        var words = new StringBuilder();
        for (var i = 0; i < value.Length;)
        {
            if (value.AsSpan(i).StartsWith("$${", StringComparison.Ordinal))
            {
                // Stands for a plain "${": what is stored is taken as it is.
                words.Append("${");
                i += 3;
                continue;
            }

            if (value[i] is '$' && AnyReference().Match(value, i) is { Success: true } reference)
            {
                if (words.Length > 0)
                {
                    yield return (words.ToString(), false);
                    words.Clear();
                }

                yield return (reference.Value, true);
                i += reference.Length;
                continue;
            }

            words.Append(value[i++]);
        }

        if (words.Length > 0)
        {
            yield return (words.ToString(), false);
        }
    }

    [GeneratedRegex(@"\G\$\{(env|ask|secret):[A-Za-z0-9_.\- ]{1,64}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyReference();

    [GeneratedRegex(@"\$\{secret:(?<id>[A-Za-z0-9_.\- ]{1,64})\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex StoredReference();
}
