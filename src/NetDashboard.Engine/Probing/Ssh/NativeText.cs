using System.Runtime.InteropServices;
using System.Text;

namespace NetDashboard.Probing.Ssh;

/// <summary>A zero-terminated UTF-8 string in unmanaged memory, wiped when disposed; for secrets on their way to libssh.</summary>
internal sealed unsafe class NativeText : IDisposable
{
    private readonly int _length;

    /// <exception cref="ProbeException">The text holds a NUL, which would cut it short on the way.</exception>
    public NativeText(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProbeException(ProbeFailure.AuthenticationFailed, "The secret in the inventory holds a NUL character, which SSH cannot carry here. Nothing was sent.");
        }

        _length = Encoding.UTF8.GetByteCount(text);
        Pointer = (byte*)NativeMemory.Alloc((nuint)_length + 1);
        var bytes = new Span<byte>(Pointer, _length + 1);
        Encoding.UTF8.GetBytes(text, bytes);
        bytes[_length] = 0;
    }

    public byte* Pointer { get; private set; }

    public void Dispose()
    {
        if (Pointer is not null)
        {
            new Span<byte>(Pointer, _length).Clear();
            NativeMemory.Free(Pointer);
            Pointer = null;
        }
    }
}
