using System.Net;

namespace NetDashboard.Lab.Devices;

/// <summary>One device of a simulated fleet.</summary>
public sealed class SimulatedDevice
{
    private readonly FleetOptions _options;

    internal SimulatedDevice(int number, IPAddress address, DeviceBehaviour behaviour, PlatformFlavour flavour, FleetOptions options, LabCounters fleet)
    {
        _options = options;
        Name = flavour.NamePrefix + number;
        Address = address;
        Behaviour = behaviour;
        Flavour = flavour;
        Counters = new LabCounters(fleet);
    }

    /// <summary>Host name, unique in the fleet, shown in the prompt: <c>R1</c>, <c>SW2</c>.</summary>
    public string Name { get; }

    /// <summary>The device's own loopback address.</summary>
    public IPAddress Address { get; }

    /// <summary>What it does.</summary>
    public DeviceBehaviour Behaviour { get; }

    /// <summary>Platform name as an inventory gives it.</summary>
    public string Platform => Flavour.Name;

    /// <summary>SSH port; <see langword="null"/> when the fleet does not answer on SSH.</summary>
    public int? SshPort { get; internal set; }

    /// <summary>Telnet port; <see langword="null"/> when the fleet does not answer on Telnet.</summary>
    public int? TelnetPort { get; internal set; }

    /// <summary>What this device has seen.</summary>
    public LabCounters Counters { get; }

    internal PlatformFlavour Flavour { get; }

    internal string InventoryUserName => Behaviour is DeviceBehaviour.RetiredAccount ? _options.RetiredUserName : _options.UserName;

    internal TimeSpan Pause => Behaviour is DeviceBehaviour.Slow ? _options.SlowStep : TimeSpan.Zero;

    internal SshLoginMethods SshLogin => _options.SshLogin;

    internal bool AsksUserName => _options.TelnetAsksUserName;

    /// <summary>A text of the flavour with this device's name and the account's in it.</summary>
    internal string Fill(string text, string userName) =>
        text.Replace("{name}", Name, StringComparison.Ordinal).Replace("{user}", userName, StringComparison.Ordinal);

    /// <summary>Judges one submission and counts it. The user name is <see langword="null"/> where none was asked for.</summary>
    internal LoginAnswer LogIn(FleetProtocols protocol, string? userName, string password)
    {
        var right = Behaviour is not DeviceBehaviour.WrongPassword
            && (userName is null || string.Equals(userName, _options.UserName, StringComparison.Ordinal))
            && string.Equals(password, _options.Password, StringComparison.Ordinal);
        Counters.Submitted(protocol, right);
        if (Behaviour is DeviceBehaviour.ClosesAfterPassword)
        {
            return LoginAnswer.HangUp;
        }

        if (!right)
        {
            return LoginAnswer.Denied;
        }

        Counters.LoggedIn();
        return LoginAnswer.Accepted;
    }

    /// <summary>Judges one enable secret and counts it.</summary>
    internal bool Enable(string secret)
    {
        var accepted = Behaviour is not (DeviceBehaviour.WrongEnable or DeviceBehaviour.Hostile) && string.Equals(secret, _options.EnableSecret, StringComparison.Ordinal);
        Counters.EnableTried(accepted);
        return accepted;
    }
}

/// <summary>What a device does with a submitted password.</summary>
internal enum LoginAnswer
{
    Accepted,
    Denied,
    HangUp,
}
