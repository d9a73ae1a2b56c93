using System.Text;
using NetDashboard.Inventory.Reading;

namespace NetDashboard.Inventory.Nornir;

/// <summary>Writes hosts, groups and defaults of several files into one, each part under its name and indented by two.</summary>
internal static class NornirJoin
{
    private const string Indentation = "  ";

    /// <summary>The one text; <see langword="null"/> when a file holds several parts already.</summary>
    public static string? Of(IReadOnlyList<(ReadableFile File, string Text)> files)
    {
        var parts = NornirParts.Of([.. files.Select(file => file.File)]);
        var text = new StringBuilder();
        foreach (var (name, ofName) in new[] { ("hosts", parts.Hosts), ("groups", parts.Groups), ("defaults", parts.Defaults) })
        {
            if (ofName.Count > 0)
            {
                text.Append(name).Append(":\n");
            }

            foreach (var part in ofName)
            {
                if (!ReferenceEquals(part.Map, part.File.Root))
                {
                    return null;
                }

                Append(text, files.First(file => ReferenceEquals(file.File, part.File)).Text);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string part)
    {
        foreach (var line in part.AsSpan().EnumerateLines())
        {
            // Marks of a document's beginning and end, which belong to a file of its own.
            if (line.TrimEnd() is "---" or "...")
            {
                text.Append('\n');
            }
            else
            {
                text.Append(line.IsWhiteSpace() ? string.Empty : Indentation).Append(line).Append('\n');
            }
        }
    }
}
