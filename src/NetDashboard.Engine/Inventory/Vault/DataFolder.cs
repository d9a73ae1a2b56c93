namespace NetDashboard.Inventory.Vault;

/// <summary>The folder of what the product keeps: readable by its own account only.</summary>
public static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The folder in use: the one set, else <c>$XDG_DATA_HOME/netdashboard</c>, else <c>~/.local/share/netdashboard</c>.</summary>
    /// <param name="setting">What the setting <c>Data:Directory</c> or <c>--data</c> says; empty for the default.</param>
    /// <param name="root">Where a relative setting starts from; <see langword="null"/> for the working folder.</param>
    /// <exception cref="VaultException">Nothing is set, and the account has no home folder.</exception>
    public static string Resolve(string? setting, string? root = null)
    {
        if (!string.IsNullOrWhiteSpace(setting))
        {
            return Path.GetFullPath(setting, root ?? Directory.GetCurrentDirectory());
        }

        // Not created: a folder is made when there is something to keep.
        var share = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return share.Length > 0
            ? Path.Join(share, "netdashboard")
            : throw new VaultException("This account has no home folder to keep data in. Set Data:Directory (on the command line: --data) to a folder that belongs to it.");
    }

    /// <summary>Makes a folder, mode 0700, if it is not there.</summary>
    /// <exception cref="VaultException">It cannot be made.</exception>
    internal static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultException($"The folder {folder} cannot be made: {e.Message} Set Data:Directory (on the command line: --data) to a folder that belongs to this account.", e);
        }
    }
}
