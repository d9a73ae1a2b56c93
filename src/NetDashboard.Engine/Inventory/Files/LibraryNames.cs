using System.Text;

namespace NetDashboard.Inventory.Files;

/// <summary>Which names an inventory may have.</summary>
internal static class LibraryNames
{
    private const int MaxLength = 100;

    /// <summary>Whether a file of that name is an inventory; such a name cannot lead out of its folder.</summary>
    public static bool IsListable(string name)
    {
        foreach (var c in name)
        {
            if (c is '/' or '\\' || char.IsControl(c))
            {
                return false;
            }
        }

        return name is [not '.', ..] && IsYaml(name);
    }

    /// <summary>A safe name made of one from outside: any path is dropped, unusual characters are replaced, a YAML ending is added.</summary>
    public static string Sanitise(string name)
    {
        var safe = new StringBuilder();
        foreach (var c in name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1))
        {
            if (safe.Length < MaxLength && (safe.Length > 0 || c is not '.'))
            {
                safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
            }
        }

        if (safe.Length == 0)
        {
            safe.Append("upload");
        }

        return IsYaml(safe.ToString()) ? safe.ToString() : safe.Append(".yaml").ToString();
    }

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
