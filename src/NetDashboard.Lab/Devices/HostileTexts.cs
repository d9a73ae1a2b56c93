using System.Text;

namespace NetDashboard.Lab.Devices;

/// <summary>
/// What a device may say to harm whoever shows it: markup, terminal sequences, marks of direction, NUL, formulas, endless words. Always the same for
/// the same number.
/// </summary>
public static class HostileTexts
{
    /// <summary>How many different texts there are.</summary>
    public const int Count = 512;

    private const int LongestInPrompt = 30;

    private static readonly string[] s_kernels =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "</td></tr></table><h1>Owned</h1>",
        "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
        "<a href=\"javascript:alert(1)\">press me</a>",
        "<style>*{display:none}</style>",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0;url=//evil.example>",
        "<!--Blazor:{\"type\":\"server\"}-->",
        "' onmouseover='alert(1)",
        "\" autofocus onfocus=\"alert(1)",
        "&lt;b&gt;&amp;#60;&#x3c;script&#x3e;",
        "{{7*7}}${7*7}@(7*7)#{7*7}",
        "=HYPERLINK(\"//evil.example\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "- !!python/object/apply:os.system ['id']",
        "%s%n%d{0}{1}\\u003cscript\\u003e",
        "\u001b[2J\u001b[H\u001b[31;5mgone",
        "\u001b]0;title\a",
        "\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\",
        "\u001bP$q\"p\u001b\\\u001b[6n\u001b[c",
        "\u009b31mred\u009d0;title\u009c",
        "\u202etxt.exe\u202c",
        "\u2066left\u2067right\u2069\u200f\u061c",
        "zero\u200bwidth\ufeffjoined\u200d",
        "\0nul\0\0",
        "\a\v\f\u007f\u0001bell",
        "one\u2028two\u2029three\u0085four",
        "private\ue000\ufffe\udb40\udc41tags",
        "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo",
        "endless" + new string('A', 9000),
    ];

    private static readonly (string Before, string After)[] s_around =
    [
        ("", ""), ("\0", "\0"), ("\u202e", ""), ("\u001b[31m", "\u001b[0m"), ("\"", ">"), ("'", ">"), ("<!--", "-->"), ("\r\n\r\n", "\r\n"),
        ("\u001b]0;", "\a"), ("</textarea>", ""), ("]]>", "<![CDATA["), ("%3Cb%3E", "%3C/b%3E"), ("\u2066", "\u2069"), ("xyz\b\b\b", "\b \b"), ("<b>", "</b>"), ("=", ""),
    ];

    /// <summary>A text for a banner; any number has one.</summary>
    public static string Banner(int number)
    {
        var (before, after) = s_around[number / s_kernels.Length % s_around.Length];
        return before + s_kernels[number % s_kernels.Length] + after;
    }

    /// <summary>The same for a prompt: short and without blanks, as a prompt is, and with every string of the terminal's ended.</summary>
    public static string Prompt(int number)
    {
        var text = string.Concat(Banner(number).Where(c => !char.IsWhiteSpace(c) && c is not '\b'));
        return (text.Length <= LongestInPrompt ? text : text[..LongestInPrompt]) + "\u001b\\";
    }

    /// <summary>
    /// A flavour that says a hostile text wherever it says something of its own: one device in three at <c>enable</c>, which it refuses, the
    /// others in their prompt.
    /// </summary>
    internal static PlatformFlavour Dress(int number)
    {
        var banner = ToBytes(Banner(number));
        var flavour = number % 3 == 0 ? PlatformFlavour.Find("cisco_iosxe")! with { EnableAsks = 1 } : PlatformFlavour.Find("generic")!;
        return flavour with
        {
            IssueBanner = banner,
            Welcome = banner + "\r\n",
            TelnetGreeting = banner + "\r\n",
            EnableRefused = $"% Denied {banner}",
            Prompt = flavour.PrivilegedPrompt is null ? ToBytes(Prompt(number)) + flavour.Prompt : flavour.Prompt,
        };
    }

    // Texts of flavours are bytes, one in each character.
    private static string ToBytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
