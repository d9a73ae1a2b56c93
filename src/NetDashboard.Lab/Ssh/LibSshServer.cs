using System.Runtime.InteropServices;

namespace NetDashboard.Lab.Ssh;

/// <summary>The part of libssh 0.10 that makes an SSH server; declarations only, see libssh's <c>server.h</c>.</summary>
internal static unsafe partial class LibSshServer
{
    public const int Ok = 0;
    public const int Error = -1;
    public const int Again = -2;

    public const int StatusClosed = 1;
    public const int StatusClosedByError = 4;
    public const int WritePending = 8;

    public const int MethodPassword = 2;
    public const int MethodInteractive = 0x10;

    public const int RequestAuth = 1;
    public const int RequestChannelOpen = 2;
    public const int RequestChannel = 3;

    public const int ChannelSession = 1;
    public const int ChannelRequestPty = 1;
    public const int ChannelRequestShell = 3;

    public const int SessionProcessConfig = 38;

    public const int BindBanner = 6;
    public const int BindImportKey = 10;
    public const int BindKeyExchange = 11;
    public const int BindCiphersIn = 12;
    public const int BindCiphersOut = 13;
    public const int BindMacsIn = 14;
    public const int BindMacsOut = 15;
    public const int BindHostKeyAlgorithms = 18;
    public const int BindProcessConfig = 19;

    public const int KeyRsa = 2;
    public const int KeyEcdsaP256 = 8;

    public const int FcntlGetFlags = 3;
    public const int FcntlSetFlags = 4;
    public const int FcntlDuplicate = 1030; // F_DUPFD_CLOEXEC
    public const int NonBlocking = 0x800;   // O_NONBLOCK

    private const string Library = "libssh.so.4";

    [LibraryImport(Library, EntryPoint = "ssh_new")]
    public static partial nint New();

    [LibraryImport(Library, EntryPoint = "ssh_free")]
    public static partial void Free(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_disconnect")]
    public static partial void Disconnect(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_options_set")]
    public static partial int SetOption(nint session, int option, in int value);

    [LibraryImport(Library, EntryPoint = "ssh_set_blocking")]
    public static partial void SetBlocking(nint session, int blocking);

    [LibraryImport(Library, EntryPoint = "ssh_get_status")]
    public static partial int Status(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_get_poll_flags")]
    public static partial int PollFlags(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_get_fd")]
    public static partial int Descriptor(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_bind_new")]
    public static partial nint BindNew();

    [LibraryImport(Library, EntryPoint = "ssh_bind_free")]
    public static partial void BindFree(nint bind);

    [LibraryImport(Library, EntryPoint = "ssh_bind_options_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetBindOption(nint bind, int option, string value);

    [LibraryImport(Library, EntryPoint = "ssh_bind_options_set")]
    public static partial int SetBindOption(nint bind, int option, in byte value);

    [LibraryImport(Library, EntryPoint = "ssh_bind_options_set")]
    public static partial int SetBindKey(nint bind, int option, nint key);

    [LibraryImport(Library, EntryPoint = "ssh_bind_accept_fd")]
    public static partial int Accept(nint bind, nint session, int descriptor);

    [LibraryImport(Library, EntryPoint = "ssh_get_error")]
    public static partial byte* ErrorText(nint sessionOrBind);

    [LibraryImport(Library, EntryPoint = "ssh_handle_key_exchange")]
    public static partial int HandleKeyExchange(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_set_auth_methods")]
    public static partial void SetAuthMethods(nint session, int methods);

    [LibraryImport(Library, EntryPoint = "ssh_message_get")]
    public static partial nint GetMessage(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_message_free")]
    public static partial void FreeMessage(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_type")]
    public static partial int MessageType(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_subtype")]
    public static partial int MessageSubtype(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_reply_default")]
    public static partial int ReplyDefault(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_auth_user")]
    public static partial byte* AuthUser(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_auth_password")]
    public static partial byte* AuthPassword(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_auth_set_methods")]
    public static partial int SetMessageMethods(nint message, int methods);

    [LibraryImport(Library, EntryPoint = "ssh_message_auth_reply_success")]
    public static partial int ReplyAuthSuccess(nint message, int isPartial);

    [LibraryImport(Library, EntryPoint = "ssh_message_auth_kbdint_is_response")]
    public static partial int IsInteractiveResponse(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_auth_interactive_request")]
    public static partial int AskInteractive(nint message, byte* name, byte* instruction, uint count, byte** prompts, byte* echo);

    [LibraryImport(Library, EntryPoint = "ssh_userauth_kbdint_getnanswers")]
    public static partial int InteractiveAnswerCount(nint session);

    [LibraryImport(Library, EntryPoint = "ssh_userauth_kbdint_getanswer")]
    public static partial byte* InteractiveAnswer(nint session, uint index);

    [LibraryImport(Library, EntryPoint = "ssh_message_channel_request_open_reply_accept")]
    public static partial nint AcceptChannel(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_message_channel_request_reply_success")]
    public static partial int ReplyChannelSuccess(nint message);

    [LibraryImport(Library, EntryPoint = "ssh_channel_read_nonblocking")]
    public static partial int Read(nint channel, byte* buffer, uint count, int fromStandardError);

    [LibraryImport(Library, EntryPoint = "ssh_channel_write")]
    public static partial int Write(nint channel, byte* data, uint count);

    [LibraryImport(Library, EntryPoint = "ssh_channel_is_eof")]
    public static partial int IsEof(nint channel);

    [LibraryImport(Library, EntryPoint = "ssh_channel_is_closed")]
    public static partial int IsClosed(nint channel);

    [LibraryImport(Library, EntryPoint = "ssh_channel_request_send_exit_status")]
    public static partial int SendExitStatus(nint channel, int status);

    [LibraryImport(Library, EntryPoint = "ssh_channel_send_eof")]
    public static partial int SendEof(nint channel);

    [LibraryImport(Library, EntryPoint = "ssh_channel_close")]
    public static partial int CloseChannel(nint channel);

    [LibraryImport(Library, EntryPoint = "ssh_pki_generate")]
    public static partial int GenerateKey(int type, int bits, out nint key);

    [LibraryImport(Library, EntryPoint = "ssh_key_dup")]
    public static partial nint DuplicateKey(nint key);

    [LibraryImport(Library, EntryPoint = "ssh_key_free")]
    public static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "ssh_pki_export_pubkey_base64")]
    public static partial int ExportPublicKey(nint key, out byte* base64);

    [LibraryImport(Library, EntryPoint = "ssh_send_issue_banner")]
    public static partial int SendIssueBanner(nint session, nint text);

    [LibraryImport(Library, EntryPoint = "ssh_string_new")]
    public static partial nint NewString(nuint length);

    [LibraryImport(Library, EntryPoint = "ssh_string_fill")]
    public static partial int FillString(nint text, byte* bytes, nuint length);

    [LibraryImport(Library, EntryPoint = "ssh_string_free")]
    public static partial void FreeString(nint text);

    [LibraryImport(Library, EntryPoint = "ssh_string_free_char")]
    public static partial void FreeText(byte* text);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
