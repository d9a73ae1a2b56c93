namespace NetDashboard.Inventory.Yaml;

/// <summary>A file that cannot be read any further. The message is fit for a finding: it quotes nothing of the file.</summary>
internal sealed class YamlRefusedException(string code, Place place, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The finding's code.</summary>
    public string Code { get; } = code;

    /// <summary>Where reading ended.</summary>
    public Place Place { get; } = place;
}
