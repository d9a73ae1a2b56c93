using System.Text;
using System.Text.Json;

namespace NetDashboard.Inventory.Vault;

/// <summary>
/// Credentials that inventories refer to by name. Kept in <c>credentials.json</c> of the vault's folder: names in clear, values encrypted.
/// Secrets go in and never come out but to a device. Thread-safe, and safe beside other processes.
/// </summary>
/// <param name="vault">Encrypts the values.</param>
/// <param name="time">Dates the changes; <see langword="null"/> for the system's clock.</param>
public sealed class CredentialStore(SecretVault vault, TimeProvider? time = null)
{
    /// <summary>Name of the file in the vault's folder.</summary>
    public const string FileName = "credentials.json";

    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Most credentials that are kept.</summary>
    public const int MaxCredentials = 1000;

    private const int MaxValueLength = 4096;

    private readonly Lock _gate = new();
    private Snapshot? _snapshot;
    private int _changes;

    /// <summary>Different after every change, also one by another process.</summary>
    internal CredentialStamp Stamp => new(StampOf(File), Volatile.Read(ref _changes));

    /// <summary>The file.</summary>
    public string File { get; } = Path.Join(vault.Folder, FileName);

    /// <summary>Raised after a change through this store, on the thread that made it.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether a name may be a credential's.</summary>
    public static bool IsName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= MaxNameLength;
    }

    /// <summary>All credentials now, by name, without their secrets.</summary>
    /// <exception cref="VaultException">The file is damaged or the key is not the right one.</exception>
    public IReadOnlyList<CredentialEntry> List() =>
        [.. Read().Records.Values.OrderBy(record => record.Name, StringComparer.OrdinalIgnoreCase).Select(Describe)];

    /// <summary>The credential of that name, with its secrets; <see langword="null"/> when there is none.</summary>
    /// <exception cref="VaultException">The file is damaged or the key is not the right one.</exception>
    public Credential? Find(string name)
    {
        var snapshot = Read();
        if (!snapshot.Records.TryGetValue(name, out var record))
        {
            return null;
        }

        lock (snapshot.Opened)
        {
            if (!snapshot.Opened.TryGetValue(name, out var credential))
            {
                credential = new Credential(
                    Reveal(record, record.UserName, nameof(record.UserName)) ?? string.Empty,
                    SecretOf(record, record.Password, nameof(record.Password)),
                    SecretOf(record, record.EnableSecret, nameof(record.EnableSecret)),
                    Reveal(record, record.PrivateKeyFile, nameof(record.PrivateKeyFile)),
                    SecretOf(record, record.Passphrase, nameof(record.Passphrase)));
                snapshot.Opened.Add(name, credential);
            }

            return credential;
        }
    }

    /// <summary>Keeps a credential: a new one, or new values for one there is. <see langword="null"/> keeps what is there, empty removes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="userName">The account's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="enableSecret">The enable secret.</param>
    /// <param name="privateKeyFile">Absolute path of a private key.</param>
    /// <param name="passphrase">The passphrase of that key.</param>
    /// <exception cref="VaultException">A value cannot be taken, or the file cannot be written; the message is for people. Nothing was changed.</exception>
    public void Save(
        string name, string? userName, Secret? password = null, Secret? enableSecret = null, string? privateKeyFile = null, Secret? passphrase = null)
    {
        if (!IsName(name))
        {
            throw new VaultException($"A credential's name has 1 to {MaxNameLength} characters of A-Z, a-z, 0-9, '_', '.', '-'.");
        }

        if (!string.IsNullOrEmpty(privateKeyFile) && !Path.IsPathFullyQualified(privateKeyFile))
        {
            throw new VaultException("The private key file must be an absolute path on the machine the dashboard runs on.");
        }

        Refuse("user name", userName);
        Refuse("password", password?.Reveal());
        Refuse("enable secret", enableSecret?.Reveal());
        Refuse("private key file", privateKeyFile);
        Refuse("passphrase", passphrase?.Reveal());

        Change(records =>
        {
            var record = records.GetValueOrDefault(name) ?? new CredentialRecord { Name = name };
            if (!records.ContainsKey(name) && records.Count >= MaxCredentials)
            {
                throw new VaultException($"There is no room for another credential: at most {MaxCredentials} are kept.");
            }

            record = record with
            {
                UserName = Kept(name, userName, record.UserName, nameof(record.UserName)),
                Password = Kept(name, password?.Reveal(), record.Password, nameof(record.Password)),
                EnableSecret = Kept(name, enableSecret?.Reveal(), record.EnableSecret, nameof(record.EnableSecret)),
                PrivateKeyFile = Kept(name, privateKeyFile, record.PrivateKeyFile, nameof(record.PrivateKeyFile)),
                Passphrase = Kept(name, passphrase?.Reveal(), record.Passphrase, nameof(record.Passphrase)),
                Changed = Now,
            };
            records[name] = record;
            return true;
        });
    }

    /// <summary>Forgets a credential.</summary>
    /// <returns>Whether there was one of that name.</returns>
    /// <exception cref="VaultException">The file cannot be read or written. Nothing was changed.</exception>
    public bool Remove(string name) => Change(records => records.Remove(name));

    /// <summary>Gives a credential another name; inventories that refer to the old one no longer find it.</summary>
    /// <returns>Whether there was one of the old name.</returns>
    /// <exception cref="VaultException">The new name is no name or is taken, or the file cannot be read or written. Nothing was changed.</exception>
    public bool Rename(string name, string newName)
    {
        if (!IsName(newName))
        {
            throw new VaultException($"A credential's name has 1 to {MaxNameLength} characters of A-Z, a-z, 0-9, '_', '.', '-'.");
        }

        return Change(records =>
        {
            if (!records.Remove(name, out var record))
            {
                return false;
            }

            if (records.ContainsKey(newName))
            {
                throw new VaultException($"There is a credential '{newName}' already.");
            }

            // Values are bound to the name, so they are encrypted anew.
            string? Moved(string? value, string field) => Kept(newName, Reveal(record, value, field), null, field);
            records.Add(newName, record with
            {
                Name = newName,
                UserName = Moved(record.UserName, nameof(record.UserName)),
                Password = Moved(record.Password, nameof(record.Password)),
                EnableSecret = Moved(record.EnableSecret, nameof(record.EnableSecret)),
                PrivateKeyFile = Moved(record.PrivateKeyFile, nameof(record.PrivateKeyFile)),
                Passphrase = Moved(record.Passphrase, nameof(record.Passphrase)),
                Changed = Now,
            });
            return true;
        });
    }

    private DateTimeOffset Now => (time ?? TimeProvider.System).GetUtcNow();

    private static void Refuse(string field, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (value.Length > MaxValueLength)
        {
            throw new VaultException($"The {field} is longer than {MaxValueLength} characters.");
        }

        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                throw new VaultException($"The {field} holds a line break or another control character, which would end the answer to a login question early.");
            }
        }
    }

    private static string Purpose(string name, string field) => $"credential\n{name}\n{field}";

    private string? Kept(string name, string? value, string? former, string field) => value switch
    {
        null => former,
        "" => null,
        _ => vault.Seal(Purpose(name, field), Encoding.UTF8.GetBytes(value)),
    };

    private string? Reveal(CredentialRecord record, string? value, string field)
    {
        try
        {
            return value is null ? null : Encoding.UTF8.GetString(vault.Unseal(Purpose(record.Name, field), value));
        }
        catch (VaultException e)
        {
            throw new VaultException($"The credential '{record.Name}' in {File} cannot be read. {e.Message} Enter it anew, or put the file back from a backup.", e);
        }
    }

    private Secret? SecretOf(CredentialRecord record, string? value, string field) => Reveal(record, value, field) is { } text ? new Secret(text) : null;

    private CredentialEntry Describe(CredentialRecord record) => new(
        record.Name,
        Reveal(record, record.UserName, nameof(record.UserName)) ?? string.Empty,
        record.Password is not null,
        record.EnableSecret is not null,
        Reveal(record, record.PrivateKeyFile, nameof(record.PrivateKeyFile)),
        record.Passphrase is not null,
        record.Changed);

    private bool Change(Func<Dictionary<string, CredentialRecord>, bool> change)
    {
        lock (_gate)
        {
            vault.Open();
            using (FolderLock.Take(vault.Folder))
            {
                // Always from the disk: another process may have changed it within the same tick of its clock.
                var records = new Dictionary<string, CredentialRecord>(Load().Records, StringComparer.Ordinal);
                if (!change(records))
                {
                    return false;
                }

                var content = JsonSerializer.SerializeToUtf8Bytes(
                    new CredentialFile { Credentials = [.. records.Values.OrderBy(record => record.Name, StringComparer.Ordinal)] }, VaultJson.Default.CredentialFile);
                AtomicFile.Write(File, content);
                _snapshot = new Snapshot(StampOf(File), records);
                Interlocked.Increment(ref _changes);
            }
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    private Snapshot Read()
    {
        var stamp = StampOf(File);
        lock (_gate)
        {
            return _snapshot is { } known && known.Stamp == stamp ? known : _snapshot = Load();
        }
    }

    private Snapshot Load()
    {
        var stamp = StampOf(File);
        if (stamp == default)
        {
            return new Snapshot(stamp, []);
        }

        try
        {
            var file = JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), VaultJson.Default.CredentialFile);
            return file is { Version: CredentialFile.Current }
                ? new Snapshot(stamp, file.Credentials.ToDictionary(record => record.Name, StringComparer.Ordinal))
                : throw Damaged("its version is not known");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Damaged("it is not what this program writes", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultException($"The file {File} cannot be read: {e.Message}", e);
        }
    }

    private VaultException Damaged(string how, Exception? e = null) =>
        new($"The file {File} is damaged: {how}. Put it back from a backup, or remove it and enter the credentials anew. Nothing was changed.", e);

    private static (long Length, long Time) StampOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc.Ticks) : default;

    private sealed record Snapshot((long Length, long Time) Stamp, Dictionary<string, CredentialRecord> Records)
    {
        public Dictionary<string, Credential> Opened { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>How the file of credentials looks from outside, and how often this process has changed it.</summary>
/// <param name="File">Length and time of the file.</param>
/// <param name="Changes">Changes by this process.</param>
internal readonly record struct CredentialStamp((long Length, long Time) File, int Changes);
