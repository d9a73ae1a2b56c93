using System.Text;

namespace NetDashboard.Walls.Control;

/// <summary>Where a running dashboard takes orders from commands of its own account: a Unix domain socket in its data folder.</summary>
public static class ControlSocket
{
    /// <summary>The socket's name in the data folder.</summary>
    public const string FileName = "control.sock";

    /// <summary>The longest path that Linux takes for a socket, in bytes: 108 with the NUL at its end (unix(7)).</summary>
    public const int MaxPath = 107;

    /// <summary>The socket of a data folder.</summary>
    public static string PathIn(string folder) => Path.Join(folder, FileName);

    /// <summary>Whether there can be a socket of that path.</summary>
    public static bool IsPossible(string path) => Encoding.UTF8.GetByteCount(path) <= MaxPath;
}
