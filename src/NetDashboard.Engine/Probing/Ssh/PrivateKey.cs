using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NetDashboard.Inventory;

namespace NetDashboard.Probing.Ssh;

/// <summary>A private key in libssh's memory. Decrypting one can take a tenth of a second of CPU, so a file is read once and shared by all logins.</summary>
internal sealed class PrivateKey : SafeHandle
{
    private static readonly ConcurrentDictionary<(string Path, DateTime WrittenAt, Secret? Passphrase), Lazy<PrivateKey>> s_cache = new();
    private static readonly Lock s_duplication = new();

    private PrivateKey(nint key)
        : base(0, ownsHandle: true) => SetHandle(key);

    public override bool IsInvalid => handle == 0;

    /// <summary>Reads a key file in PEM or OpenSSH format.</summary>
    /// <exception cref="ProbeException"><see cref="ProbeFailure.AuthenticationFailed"/>: the file cannot be used; nothing was sent.</exception>
    public static PrivateKey Load(string path, Secret? passphrase)
    {
        var id = (path, File.GetLastWriteTimeUtc(path), passphrase);
        var reading = s_cache.GetOrAdd(id, static id => new Lazy<PrivateKey>(() => Import(id.Path, id.Passphrase)));
        try
        {
            return reading.Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not remembered: it may be readable the next time, with the same time of writing.
            s_cache.TryRemove(new(id, reading));
            throw new ProbeException(ProbeFailure.AuthenticationFailed, $"The private key '{path}' cannot be read on this machine. Nothing was sent to the device.", e);
        }
    }

    /// <summary>A copy for one session, so that no two sessions work on one native object; the caller frees it.</summary>
    public nint Duplicate()
    {
        lock (s_duplication)
        {
            return LibSsh.ssh_key_dup(handle);
        }
    }

    protected override bool ReleaseHandle()
    {
        LibSsh.ssh_key_free(handle);
        return true;
    }

    private static unsafe PrivateKey Import(string path, Secret? passphrase)
    {
        using var text = new NativeText(File.ReadAllText(path));

        // Never NULL: libssh would let OpenSSL ask for the passphrase on the terminal.
        using var phrase = new NativeText(passphrase?.Reveal() ?? string.Empty);
        return LibSsh.ssh_pki_import_privkey_base64(text.Pointer, phrase.Pointer, 0, 0, out var key) == LibSsh.Ok && key != 0
            ? new PrivateKey(key)
            : throw new ProbeException(
                ProbeFailure.AuthenticationFailed,
                $"The private key '{path}' cannot be used: it is no key in PEM or OpenSSH format, or its passphrase ({(passphrase is null ? "none given" : "given")}) does not fit. Nothing was sent to the device.");
    }
}
