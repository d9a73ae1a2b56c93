using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab.Ssh;

/// <summary>Host keys made when the fleet starts and shared by its devices: ECDSA P-256, and RSA for legacy devices.</summary>
internal sealed class SshHostKeys : IDisposable
{
    private const int RsaBits = 2048;

    private nint _ecdsa;
    private nint _rsa;

    public SshHostKeys(bool withRsa)
    {
        try
        {
            _ecdsa = Generate(LibSshServer.KeyEcdsaP256, bits: 256);
            _rsa = withRsa ? Generate(LibSshServer.KeyRsa, RsaBits) : 0;
        }
        catch (DllNotFoundException e)
        {
            throw new LabException("The SSH library libssh (libssh.so.4) is not installed; on Debian: apt-get install libssh-4.", e);
        }
    }

    /// <summary>A copy of one key, owned by the caller.</summary>
    public nint Copy(bool legacy) => LibSshServer.DuplicateKey(legacy ? _rsa : _ecdsa);

    /// <summary>The public keys as they stand in a known_hosts file: type and base64.</summary>
    public IEnumerable<string> PublicKeys()
    {
        yield return $"ecdsa-sha2-nistp256 {Export(_ecdsa)}";
        if (_rsa != 0)
        {
            yield return $"ssh-rsa {Export(_rsa)}";
        }
    }

    public void Dispose()
    {
        LibSshServer.FreeKey(_ecdsa);
        LibSshServer.FreeKey(_rsa);
        _ecdsa = _rsa = 0;
    }

    private static nint Generate(int type, int bits) => LibSshServer.GenerateKey(type, bits, out var key) == LibSshServer.Ok
        ? key
        : throw new LabException("libssh could not make a host key.");

    private static unsafe string Export(nint key)
    {
        if (LibSshServer.ExportPublicKey(key, out var base64) != LibSshServer.Ok)
        {
            throw new LabException("libssh could not export a host key.");
        }

        try
        {
            return LibSshServer.Text(base64);
        }
        finally
        {
            LibSshServer.FreeText(base64);
        }
    }
}
