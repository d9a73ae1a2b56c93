using System.Security.Cryptography;
using System.Text;

namespace NetDashboard.Inventory.Vault;

/// <summary>
/// Encrypts what the product keeps, with AES-256-GCM and a key file of its own. Each value is bound to its purpose, so that one cannot be
/// put in the place of another. Thread-safe.
/// </summary>
public sealed class SecretVault
{
    /// <summary>Name of the key file in the folder: 32 random bytes, mode 0600, made on first use.</summary>
    public const string KeyFileName = "vault.key";

    /// <summary>Name of the file that tells a right key from a wrong one.</summary>
    public const string CheckFileName = "vault.check";

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const byte Version = 1;
    private const string CheckPurpose = "check";

    private const UnixFileMode OthersMay =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly Lock _gate = new();
    private byte[]? _key;
    private byte[]? _markKey;
    private bool _isSwept;

    /// <summary>A vault in a folder. Touches nothing until it is opened or used.</summary>
    /// <param name="folder">Folder of the key file, see <see cref="DataFolder"/>.</param>
    public SecretVault(string folder) => Folder = Path.GetFullPath(folder);

    private SecretVault(byte[] key)
    {
        Folder = string.Empty;
        _key = key;
    }

    /// <summary>The folder of the key file; empty for a vault without one.</summary>
    public string Folder { get; }

    /// <summary>The key file.</summary>
    public string KeyFile => Path.Join(Folder, KeyFileName);

    /// <summary>A vault whose key lives as long as the process, for what is not kept.</summary>
    public static SecretVault InMemory() => new(RandomNumberGenerator.GetBytes(KeyLength));

    /// <summary>
    /// Reads the key and checks that it is the one this folder's secrets were encrypted with; makes one where there is nothing yet. The first time it also
    /// removes from the folder what a crash in the middle of writing left.
    /// </summary>
    /// <exception cref="VaultException">The key is missing, damaged, unreadable or another folder's; the message says what to do.</exception>
    public void Open()
    {
        _ = GetKey(mayCreate: true);
        if (Folder.Length > 0 && !Interlocked.Exchange(ref _isSwept, true))
        {
            // Under the lock, so that what another process is writing now is not taken for what a crash left.
            using var only = FolderLock.Take(Folder);
            AtomicFile.RemoveUnfinished(Folder);
        }
    }

    /// <summary>Whether the key can still be read and the folder written; for a health check.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    public string? FindFault()
    {
        try
        {
            var key = ReadKey();
            if (!CryptographicOperations.FixedTimeEquals(key, GetKey(mayCreate: false)))
            {
                return $"The key file {KeyFile} was replaced while the program runs.";
            }

            CryptographicOperations.ZeroMemory(key);
            FolderLock.Take(Folder).Dispose();
            return null;
        }
        catch (VaultException e)
        {
            return e.Message;
        }
    }

    /// <summary>Encrypts a value, with a fresh nonce each time.</summary>
    /// <param name="purpose">What the value is and whose; needed again to read it.</param>
    /// <param name="value">The value in clear.</param>
    /// <returns>Base64.</returns>
    /// <exception cref="VaultException">There is no usable key.</exception>
    public string Seal(string purpose, ReadOnlySpan<byte> value) => Seal(GetKey(mayCreate: true), purpose, value);

    /// <summary>Decrypts a value.</summary>
    /// <param name="purpose">The purpose it was encrypted for.</param>
    /// <param name="sealedValue">What <see cref="Seal(string, ReadOnlySpan{byte})"/> gave.</param>
    /// <exception cref="VaultException">There is no usable key, or the value was changed, cut, moved, or encrypted with another key.</exception>
    public byte[] Unseal(string purpose, string sealedValue) => Unseal(GetKey(mayCreate: false), purpose, sealedValue);

    /// <summary>A keyed hash by which a value can be recognised without being kept; equal only for equal values under the same key.</summary>
    /// <exception cref="VaultException">There is no usable key.</exception>
    public string Mark(string value)
    {
        var key = GetKey(mayCreate: true);
        var markKey = _markKey ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, info: "netdashboard mark"u8.ToArray());
        return Convert.ToBase64String(HMACSHA256.HashData(markKey, Encoding.UTF8.GetBytes(value)).AsSpan(0, 18));
    }

    private static string Seal(byte[] key, string purpose, ReadOnlySpan<byte> value)
    {
        var whole = new byte[1 + NonceLength + TagLength + value.Length];
        whole[0] = Version;
        var nonce = whole.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, value, whole.AsSpan(1 + NonceLength + TagLength), whole.AsSpan(1 + NonceLength, TagLength), AssociatedData(purpose));
        return Convert.ToBase64String(whole);
    }

    private static byte[] Unseal(byte[] key, string purpose, string sealedValue)
    {
        try
        {
            var whole = Convert.FromBase64String(sealedValue);
            if (whole.Length < 1 + NonceLength + TagLength || whole[0] != Version)
            {
                throw new VaultException("An encrypted value is damaged.");
            }

            var value = new byte[whole.Length - 1 - NonceLength - TagLength];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(
                whole.AsSpan(1, NonceLength), whole.AsSpan(1 + NonceLength + TagLength), whole.AsSpan(1 + NonceLength, TagLength), value, AssociatedData(purpose));
            return value;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new VaultException("An encrypted value is damaged, was moved, or was encrypted with another key.", e);
        }
    }

    private static byte[] AssociatedData(string purpose) => Encoding.UTF8.GetBytes("netdashboard\n" + purpose);

    private byte[] GetKey(bool mayCreate)
    {
        lock (_gate)
        {
            return _key ??= Load(mayCreate);
        }
    }

    private byte[] Load(bool mayCreate)
    {
        if (!File.Exists(KeyFile))
        {
            if (!mayCreate)
            {
                throw new VaultException($"There is no key file {KeyFile}. It is made when the dashboard first starts with this data folder.");
            }

            DataFolder.Prepare(Folder);
        }
        else if (File.Exists(Path.Join(Folder, CheckFileName)))
        {
            return Check(ReadKey());
        }
        else if (!mayCreate)
        {
            return ReadKey();
        }

        using (FolderLock.Take(Folder))
        {
            // Another process may have been first.
            var key = File.Exists(KeyFile) ? ReadKey() : CreateKey();
            if (File.Exists(Path.Join(Folder, CheckFileName)))
            {
                return Check(key);
            }

            AtomicFile.Write(Path.Join(Folder, CheckFileName), Encoding.UTF8.GetBytes(Seal(key, CheckPurpose, "netdashboard"u8)));
            return key;
        }
    }

    private byte[] CreateKey()
    {
        // A new key beside old secrets would look like order and make them unreadable for good.
        if (File.Exists(Path.Join(Folder, CheckFileName)) || Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Any())
        {
            throw new VaultException(
                $"The key file {KeyFile} is missing, but the folder holds secrets encrypted with it. Put the key file back from a backup. If there is none, the secrets are lost: move the folder {Folder} away, start again, and enter them anew.");
        }

        var key = RandomNumberGenerator.GetBytes(KeyLength);
        AtomicFile.Write(KeyFile, key);
        return key;
    }

    private byte[] Check(byte[] key)
    {
        var file = Path.Join(Folder, CheckFileName);
        try
        {
            _ = Unseal(key, CheckPurpose, File.ReadAllText(file));
            return key;
        }
        catch (Exception e) when (e is VaultException or IOException or UnauthorizedAccessException)
        {
            throw new VaultException(
                $"The key in {KeyFile} does not open {file}: it is another installation's key, or one of the two files is damaged. Put both back from a backup. If there is none, the stored secrets are lost: move the folder {Folder} away, start again, and enter them anew. Nothing was changed.",
                e);
        }
    }

    private byte[] ReadKey()
    {
        try
        {
            Tighten();
            var key = File.ReadAllBytes(KeyFile);
            return key.Length == KeyLength
                ? key
                : throw new VaultException($"The key file {KeyFile} is damaged: it has {key.Length} bytes instead of {KeyLength}. Put it back from a backup. Nothing was changed.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultException($"The key file {KeyFile} cannot be read: {e.Message} It must belong to the account this program runs under.", e);
        }
    }

    private void Tighten()
    {
        if ((File.GetUnixFileMode(KeyFile) & OthersMay) is not UnixFileMode.None)
        {
            try
            {
                File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A key handed in by an orchestrator, read-only and by group, is as its owner wants it.
            }
        }
    }
}
