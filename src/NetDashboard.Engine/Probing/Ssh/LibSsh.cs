using System.Runtime.InteropServices;

namespace NetDashboard.Probing.Ssh;

/// <summary>The native calls, and nothing else: libssh 0.10 (its public headers are the reference) and fcntl.</summary>
internal static unsafe partial class LibSsh
{
    public const int Ok = 0;
    public const int Error = -1;
    public const int Again = -2;
    public const int Eof = -127;

    private const string Library = "libssh.so.4";

    static LibSsh() => _ = ssh_init();

    [LibraryImport(Library)]
    public static partial nint ssh_version(int required);

    [LibraryImport(Library)]
    public static partial nint ssh_new();

    [LibraryImport(Library)]
    public static partial void ssh_free(nint session);

    [LibraryImport(Library)]
    public static partial void ssh_disconnect(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_options_set")]
    public static partial int ssh_options_set(nint session, SshOption option, void* value);

    [LibraryImport(Library)]
    public static partial void ssh_set_blocking(nint session, int blocking);

    [LibraryImport(Library)]
    public static partial int ssh_connect(nint session);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial PollFlags ssh_get_poll_flags(nint session);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial StatusFlags ssh_get_status(nint session);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int ssh_is_connected(nint session);

    [LibraryImport(Library)]
    public static partial nint ssh_get_error(nint session);

    /// <summary>Gives a copy, which the caller frees with <see cref="ssh_string_free_char"/>.</summary>
    [LibraryImport(Library)]
    public static partial nint ssh_get_issue_banner(nint session);

    /// <summary>Takes in what has arrived, without waiting; the name is for what it does on a server.</summary>
    [LibraryImport(Library)]
    public static partial int ssh_execute_message_callbacks(nint session);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nint ssh_get_serverbanner(nint session);

    /// <summary>Sets the log level of the calling thread.</summary>
    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int ssh_set_log_level(int level);

    /// <summary>Sets the receiver of the calling thread's log lines.</summary>
    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int ssh_set_log_callback(delegate* unmanaged[Cdecl]<int, byte*, byte*, nint, void> receiver);

    [LibraryImport(Library)]
    public static partial int ssh_get_server_publickey(nint session, out nint key);

    [LibraryImport(Library)]
    public static partial int ssh_pki_export_pubkey_base64(nint key, out nint base64);

    [LibraryImport(Library)]
    public static partial void ssh_string_free_char(nint text);

    [LibraryImport(Library)]
    public static partial KeyKind ssh_key_type(nint key);

    [LibraryImport(Library)]
    public static partial nint ssh_key_type_to_char(KeyKind kind);

    [LibraryImport(Library)]
    public static partial nint ssh_key_dup(nint key);

    [LibraryImport(Library)]
    public static partial void ssh_key_free(nint key);

    [LibraryImport(Library)]
    public static partial int ssh_pki_import_privkey_base64(byte* text, byte* passphrase, nint callback, nint data, out nint key);

    [LibraryImport(Library)]
    public static partial AuthAnswer ssh_userauth_none(nint session, nint userName);

    [LibraryImport(Library)]
    public static partial AuthMethods ssh_userauth_list(nint session, nint userName);

    [LibraryImport(Library)]
    public static partial AuthAnswer ssh_userauth_password(nint session, nint userName, byte* password);

    [LibraryImport(Library)]
    public static partial AuthAnswer ssh_userauth_publickey(nint session, nint userName, nint key);

    [LibraryImport(Library)]
    public static partial AuthAnswer ssh_userauth_kbdint(nint session, nint userName, nint subMethods);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_kbdint_getnprompts(nint session);

    [LibraryImport(Library)]
    public static partial nint ssh_userauth_kbdint_getprompt(nint session, uint index, byte* echo);

    [LibraryImport(Library)]
    public static partial nint ssh_userauth_kbdint_getinstruction(nint session);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_kbdint_setanswer(nint session, uint index, byte* answer);

    [LibraryImport(Library)]
    public static partial nint ssh_channel_new(nint session);

    [LibraryImport(Library)]
    public static partial int ssh_channel_open_session(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_request_pty_size(nint channel, byte* terminal, int columns, int rows);

    [LibraryImport(Library)]
    public static partial int ssh_channel_request_shell(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_read_nonblocking(nint channel, byte* buffer, uint count, int isStderr);

    [LibraryImport(Library)]
    public static partial int ssh_channel_write(nint channel, byte* bytes, uint count);

    [LibraryImport(Library)]
    public static partial int ssh_channel_is_eof(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_is_closed(nint channel);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int descriptor, DescriptorCommand command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    /// <summary>A C string of libssh's as UTF-8; <see langword="null"/> for NULL and for the empty string.</summary>
    public static string? TextOf(nint text) => Marshal.PtrToStringUTF8(text) is { Length: > 0 } value ? value : null;

    [LibraryImport(Library)]
    private static partial int ssh_init();

    /// <summary>enum ssh_options_e.</summary>
    internal enum SshOption
    {
        Descriptor = 3,
        User = 4,
        SshFolder = 5,
        KnownHosts = 8,
        CiphersOut = 15,
        CiphersIn = 16,
        CompressionOut = 17,
        CompressionIn = 18,
        KeyExchange = 24,
        HostKeys = 25,
        MacsOut = 29,
        MacsIn = 30,
        GlobalKnownHosts = 35,
        PublicKeyAccepted = 37,
        ProcessConfig = 38,
        RsaMinSize = 41,
    }

    /// <summary>What ssh_get_poll_flags tells.</summary>
    [Flags]
    internal enum PollFlags
    {
        None = 0,
        ReadPending = 2,
        WritePending = 8,
    }

    /// <summary>What ssh_get_status tells.</summary>
    [Flags]
    internal enum StatusFlags
    {
        None = 0,
        Closed = 1,
        ClosedByError = 4,
    }

    /// <summary>enum ssh_auth_e.</summary>
    internal enum AuthAnswer
    {
        Error = -1,
        Success = 0,
        Denied = 1,
        Partial = 2,
        Info = 3,
        Again = 4,
    }

    /// <summary>SSH_AUTH_METHOD_*.</summary>
    [Flags]
    internal enum AuthMethods
    {
        Unknown = 0,
        None = 1,
        Password = 2,
        PublicKey = 4,
        HostBased = 8,
        KeyboardInteractive = 0x10,
        GssApi = 0x20,
    }

    /// <summary>enum ssh_keytypes_e; only handed back to libssh.</summary>
    internal enum KeyKind
    {
        Unknown = 0,
    }

    /// <summary>Commands of fcntl(2) on Linux.</summary>
    internal enum DescriptorCommand
    {
        GetFlags = 3,
        SetFlags = 4,
        DuplicateCloseOnExec = 1030,
    }
}
