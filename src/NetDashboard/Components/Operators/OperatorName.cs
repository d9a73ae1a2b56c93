using System.Globalization;
using System.Text;
using Microsoft.JSInterop;

namespace NetDashboard.Components.Operators;

/// <summary>Who sits at the browser, as they call themselves: it stands beside what they start, and proves nothing.</summary>
/// <param name="js">The browser, which remembers it.</param>
public sealed class OperatorName(IJSRuntime js)
{
    /// <summary>How long a name may be, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The name as it stands on the page now; <see langword="null"/> when there is none, or the browser does not tell.</summary>
    public async Task<string?> ReadAsync()
    {
        try
        {
            return Clean(await js.InvokeAsync<string?>("netDashboard.operatorName"));
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // What is wanted must begin all the same.
            return null;
        }
    }

    /// <summary>Text from a browser as a name: one line, nothing that is not seen, not too long; <see langword="null"/> when nothing is left.</summary>
    internal static string? Clean(string? text)
    {
        var name = new StringBuilder();
        foreach (var rune in (text ?? string.Empty).EnumerateRunes())
        {
            var isSeen = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
            if (name.Length + rune.Utf16SequenceLength <= MaxLength)
            {
                name.Append(isSeen ? rune : new Rune(' '));
            }
        }

        return name.ToString().Trim() is { Length: > 0 } clean ? clean : null;
    }
}
