using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>What a format knows of the file it reads besides its content: its name, its folder, and where remarks go.</summary>
/// <param name="number">The file's number among those read together.</param>
/// <param name="source">The file.</param>
/// <param name="findings">Takes the remarks.</param>
/// <param name="fileExists">Tells whether a file that the inventory names is there; <see langword="null"/> to leave that open.</param>
internal sealed class SourceContext(int number, InventorySource source, FindingList findings, Func<string, bool>? fileExists)
{
    private readonly Dictionary<string, Remark> _remarks = new(StringComparer.Ordinal);

    /// <summary>The file's number among those read together, from 0.</summary>
    public int Number => number;

    /// <summary>The file's name as the user knows it.</summary>
    public string FileName => source.Name;

    /// <summary>Endpoints the file has given.</summary>
    public int Endpoints { get; set; }

    /// <summary>Devices the file has given an endpoint to.</summary>
    public int Devices { get; set; }

    /// <summary>Adds an error.</summary>
    /// <param name="code">What kind of error.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="message">What is wrong; <see cref="Shown.Here"/> stands for the quoted text.</param>
    /// <param name="quoted">Text of the file that the message quotes.</param>
    /// <param name="key">The known key it is about.</param>
    /// <param name="suggestion">The word that was probably meant.</param>
    public void Error(string code, Place place, string message, string? quoted = null, string? key = null, string? suggestion = null) =>
        findings.Add(number, Finding(code, FindingSeverity.Error, place, message, key, suggestion), quoted);

    /// <summary>Warns once per file, however many places give reason to, at the first of them and with their count.</summary>
    /// <param name="code">What kind of warning.</param>
    /// <param name="subject">What the warning is about; equal subjects share one warning.</param>
    /// <param name="place">Where this reason stands.</param>
    /// <param name="message">The warning; <see cref="Shown.Here"/> stands for the quoted text.</param>
    /// <param name="quoted">Text of the file that the message quotes.</param>
    /// <param name="key">The known key it is about.</param>
    /// <param name="suggestion">The word that was probably meant.</param>
    public void WarnOnce(string code, string subject, Place place, string message, string? quoted = null, string? key = null, string? suggestion = null)
    {
        if (_remarks.TryGetValue(subject, out var remark))
        {
            remark.Add(place);
        }
        else if (_remarks.Count < FindingList.Max)
        {
            _remarks.Add(subject, new Remark(Finding(code, FindingSeverity.Warning, place, message, key, suggestion), quoted));
        }
        else
        {
            findings.AddHiddenWarning();
        }
    }

    /// <summary>Writes the shared warnings. Call it when the file is read.</summary>
    public void Finish()
    {
        foreach (var remark in _remarks.Values)
        {
            var times = remark.Count == 1 ? string.Empty : $" ({remark.Count:N0} times in this file; this is the first.)";
            findings.Add(number, remark.Finding with { Message = remark.Finding.Message + times }, remark.Quoted);
        }
    }

    /// <summary>Whether that file is known not to be there.</summary>
    public bool IsMissing(string path) => fileExists is not null && source.Folder is not null && !fileExists(path);

    /// <summary>
    /// The absolute path of a file the inventory names: <c>~/</c> is the home folder of the account this program runs under, and a relative
    /// path starts from the inventory's folder. A file that is not there is a warning.
    /// </summary>
    /// <returns><see langword="null"/> after an error.</returns>
    public string? ResolveFile(string key, EntryValue value)
    {
        var path = value.Text;
        foreach (var c in path)
        {
            if (char.IsControl(c))
            {
                Error(FindingCode.InvalidPath, value.Place, $"'{key}' holds a control character, which no path has.");
                return null;
            }
        }

        if (source.Folder is null && !Path.IsPathFullyQualified(path))
        {
            Error(FindingCode.InvalidPath, value.Place, $"'{key}' must be an absolute path here, because an uploaded inventory has no folder that a relative one could start from.");
            return null;
        }

        path = path is ['~', '/', .. var rest] ? Path.Join(Home, rest) : Path.GetFullPath(path, source.Folder ?? "/");
        if (IsMissing(path))
        {
            // The path is subject and not text: a quote left open could have put a secret into it.
            WarnOnce(FindingCode.MissingFile, $"{key} {path}", value.Place, $"The file that '{key}' names is not there, or this account may not see it.");
        }

        return path;
    }

    /// <summary>The known_hosts file of that account.</summary>
    public static string OwnKnownHosts { get; } = Path.Join(Home, ".ssh", "known_hosts");

    /// <summary>Home folder of the account this program runs under.</summary>
    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private InventoryFinding Finding(string code, FindingSeverity severity, Place place, string message, string? key, string? suggestion) =>
        new(source.Name, place.Line, place.Column, severity, message) { Code = code, Key = key, Suggestion = suggestion };

    // Places and not calls are counted: one line of a group speaks for all its devices.
    private sealed class Remark(InventoryFinding finding, string? quoted)
    {
        private readonly HashSet<long> _places = [ToNumber(finding.Line, finding.Column)];

        public InventoryFinding Finding => finding;

        public string? Quoted => quoted;

        public int Count => _places.Count;

        public void Add(Place place) => _places.Add(ToNumber(place.Line, place.Column));

        private static long ToNumber(int line, int column) => ((long)line << 32) | (uint)column;
    }
}
