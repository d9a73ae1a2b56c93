using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab.Ssh;

/// <summary>What all SSH devices of one platform and profile offer: identification, host key, algorithms.</summary>
internal sealed class SshBind : IDisposable
{
    private const string LegacyCiphers = "aes128-cbc,3des-cbc";
    private const string LegacyMacs = "hmac-sha1";

    private nint _bind;

    public SshBind(SshHostKeys keys, string software, bool legacy)
    {
        _bind = LibSshServer.BindNew();
        if (_bind == 0)
        {
            throw new LabException("libssh could not make an SSH server.");
        }

        // Without this libssh reads the machine's sshd_config.
        Check(LibSshServer.SetBindOption(_bind, LibSshServer.BindProcessConfig, 0));
        Set(LibSshServer.BindBanner, software);
        Check(LibSshServer.SetBindKey(_bind, LibSshServer.BindImportKey, keys.Copy(legacy)));
        if (legacy)
        {
            Set(LibSshServer.BindKeyExchange, "diffie-hellman-group14-sha1,diffie-hellman-group1-sha1");
            Set(LibSshServer.BindHostKeyAlgorithms, "ssh-rsa");
            Set(LibSshServer.BindCiphersIn, LegacyCiphers);
            Set(LibSshServer.BindCiphersOut, LegacyCiphers);
            Set(LibSshServer.BindMacsIn, LegacyMacs);
            Set(LibSshServer.BindMacsOut, LegacyMacs);
        }
    }

    /// <summary>Makes a session of an accepted connection. Safe from any thread: the bind is only read.</summary>
    /// <param name="descriptor">The connection; stays the caller's, libssh gets a duplicate.</param>
    /// <returns>The session, to be freed by the caller; that closes the duplicate.</returns>
    public nint Accept(int descriptor)
    {
        var duplicate = LibSshServer.Fcntl(descriptor, LibSshServer.FcntlDuplicate, 0);
        if (duplicate < 0)
        {
            throw new IOException("No descriptor left for the SSH session.");
        }

        nint session = 0;
        try
        {
            // libssh keeps 16 bits of a descriptor: a higher one would be some other connection's.
            if (duplicate > ushort.MaxValue)
            {
                throw new IOException("The process has more descriptors open than libssh can tell apart.");
            }

            session = LibSshServer.New();
            _ = LibSshServer.SetOption(session, LibSshServer.SessionProcessConfig, 0);
            var flags = LibSshServer.Fcntl(duplicate, LibSshServer.FcntlGetFlags, 0);
            _ = LibSshServer.Fcntl(duplicate, LibSshServer.FcntlSetFlags, flags | LibSshServer.NonBlocking);
            if (LibSshServer.Accept(_bind, session, duplicate) != LibSshServer.Ok)
            {
                throw new IOException("libssh did not accept the connection.");
            }

            LibSshServer.SetBlocking(session, 0);
            return session;
        }
        catch
        {
            if (session == 0 || LibSshServer.Descriptor(session) != duplicate)
            {
                _ = LibSshServer.Close(duplicate);
            }

            LibSshServer.Free(session);
            throw;
        }
    }

    public void Dispose()
    {
        LibSshServer.BindFree(_bind);
        _bind = 0;
    }

    private void Set(int option, string value) => Check(LibSshServer.SetBindOption(_bind, option, value));

    private unsafe void Check(int answer)
    {
        if (answer != LibSshServer.Ok)
        {
            throw new LabException($"libssh refused a server setting: {LibSshServer.Text(LibSshServer.ErrorText(_bind))}");
        }
    }
}
