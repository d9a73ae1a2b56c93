using System.Text;
using System.Text.Unicode;

namespace NetDashboard.Inventory.Yaml;

/// <summary>From bytes to text, strictly: what is not UTF-8 is refused rather than replaced, and nothing invisible comes through.</summary>
internal static class YamlText
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes a file; a byte order mark at its beginning is skipped.</summary>
    /// <exception cref="YamlRefusedException">Too large, not UTF-8, or with characters YAML forbids (YAML 1.2, section 5.1).</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > YamlLimits.Bytes)
        {
            throw new YamlRefusedException(FindingCode.FileTooLarge, Place.Start, $"The file is larger than {YamlLimits.Bytes / (1024 * 1024)} MB. Split it into several inventories.");
        }

        if (bytes.StartsWith(Utf8Mark))
        {
            bytes = bytes[Utf8Mark.Length..];
        }

        if (!Utf8.IsValid(bytes))
        {
            throw NotUtf8(bytes);
        }

        var text = Encoding.UTF8.GetString(bytes);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsForbidden(text[i]))
            {
                throw new YamlRefusedException(FindingCode.ForbiddenCharacter, PlaceOf(text, i), $"The character U+{(int)text[i]:X4} is invisible and not allowed in an inventory. Remove it.");
            }
        }

        return text;
    }

    // Beside YAML's own list: the line separators of Unicode, which editors do not show as the line ends YAML 1.1 takes them for.
    private static bool IsForbidden(char c) => c < ' '
        ? c is not ('\n' or '\r' or '\t')
        : c >= '\u007F' && c is <= '\u009F' or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    private static YamlRefusedException NotUtf8(ReadOnlySpan<byte> bytes)
    {
        var good = 0;
        while (Rune.DecodeFromUtf8(bytes[good..], out _, out var consumed) is System.Buffers.OperationStatus.Done)
        {
            good += consumed;
        }

        var prefix = Encoding.UTF8.GetString(bytes[..good]);
        var isUtf16 = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        return new YamlRefusedException(
            FindingCode.NotUtf8,
            PlaceOf(prefix, prefix.Length),
            isUtf16 ? "The file is UTF-16. Save it as UTF-8." : $"The byte 0x{bytes[good]:X2} is not UTF-8. Save the file as UTF-8.");
    }

    private static Place PlaceOf(string text, int index)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < index; i++)
        {
            if (text[i] is '\n' || (text[i] is '\r' && (i + 1 == text.Length || text[i + 1] is not '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new Place(line, index - lineStart + 1);
    }
}
