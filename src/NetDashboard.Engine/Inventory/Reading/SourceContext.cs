using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>What a format knows of the file it reads besides its events: its name, its folder, and where remarks go.</summary>
internal sealed class SourceContext(InventorySource source, FindingList findings, Func<string, bool>? fileExists)
{
    private readonly Dictionary<string, Remark> _remarks = new(StringComparer.Ordinal);

    /// <summary>The file's name as the user knows it.</summary>
    public string FileName => source.Name;

    /// <summary>Adds an error.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="message">What is wrong; <see cref="Shown.Here"/> stands for the quoted text.</param>
    /// <param name="quoted">Text of the file that the message quotes.</param>
    public void Error(Place place, string message, string? quoted = null) => findings.Add(source.Name, place, FindingSeverity.Error, message, quoted);

    /// <summary>Warns once per file, however many entries give reason to, at the first of them and with their count.</summary>
    /// <param name="subject">What the warning is about; equal subjects share one warning.</param>
    /// <param name="place">Where this reason stands.</param>
    /// <param name="message">The warning; <see cref="Shown.Here"/> stands for the quoted text.</param>
    /// <param name="quoted">Text of the file that the message quotes.</param>
    public void WarnOnce(string subject, Place place, string message, string? quoted = null)
    {
        if (_remarks.TryGetValue(subject, out var remark))
        {
            remark.Count++;
        }
        else if (_remarks.Count < FindingList.Max)
        {
            _remarks.Add(subject, new Remark(place, message, quoted));
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
            findings.Add(source.Name, remark.Place, FindingSeverity.Warning, remark.Message + times, remark.Quoted);
        }

        findings.EndFile();
    }

    /// <summary>
    /// The absolute path of a file the inventory names: <c>~/</c> is the home folder of the account this program runs under, and a relative
    /// path starts from the inventory's folder. A file that is not there is a warning.
    /// </summary>
    /// <returns><see langword="null"/> after an error.</returns>
    public string? ResolveFile(string key, YamlScalar value)
    {
        var path = value.Text;
        foreach (var c in path)
        {
            if (char.IsControl(c))
            {
                Error(value.Place, $"'{key}' holds a control character, which no path has.");
                return null;
            }
        }

        if (source.Folder is null && !Path.IsPathFullyQualified(path))
        {
            Error(value.Place, $"'{key}' must be an absolute path here, because an uploaded inventory has no folder that a relative one could start from.");
            return null;
        }

        path = path is ['~', '/', .. var rest] ? Path.Join(Home, rest) : Path.GetFullPath(path, source.Folder ?? "/");
        if (fileExists is not null && source.Folder is not null && !fileExists(path))
        {
            // The path is subject and not text: a quote left open could have put a secret into it.
            WarnOnce($"{key} {path}", value.Place, $"The file that '{key}' names is not there, or this account may not see it.");
        }

        return path;
    }

    /// <summary>Home folder of the account this program runs under.</summary>
    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private sealed class Remark(Place place, string message, string? quoted)
    {
        public Place Place => place;

        public string Message => message;

        public string? Quoted => quoted;

        public int Count { get; set; } = 1;
    }
}
