using System.Collections.Immutable;

namespace NetDashboard.Probing;

/// <summary>What a failure means and what to do about it; the table, the details and the help page all take their words from here.</summary>
/// <param name="Failure">The failure.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Action">What to do.</param>
public sealed record FailureGuide(ProbeFailure Failure, string Title, string Meaning, string Action)
{
    /// <summary>A guide for every failure, in the order in which a login can fail.</summary>
    public static ImmutableArray<FailureGuide> All { get; } =
    [
        new(ProbeFailure.NameNotResolved, "Name not resolved", "The host name has no address.", "Check the spelling in the inventory, and the name server of the machine the dashboard runs on."),
        new(ProbeFailure.TargetNotAllowed, "Target not allowed", "The address lies outside the networks this installation may connect to.", "Take the device out of the inventory, or have its network added to the allowed ones."),
        new(ProbeFailure.NetworkUnreachable, "Network unreachable", "There is no route to the address.", "Check the routes and firewalls between the dashboard and the device."),
        new(ProbeFailure.ConnectTimeout, "Connect timeout", "The device did not answer the TCP connect in time.", "Check that the device is up and that no filter drops the packets. A slow link may need a larger timeout_socket."),
        new(ProbeFailure.ConnectionRefused, "Connection refused", "The device is reachable, but nothing listens on the port.", "Enable the service on the device, or correct the port in the inventory. An access class may also refuse this way."),
        new(ProbeFailure.LocalResource, "Local resource", "The machine the dashboard runs on had no descriptor or port left; the device was not tried.", "Raise the limit of open files or lower Scan:MaxConcurrency, then re-run."),
        new(ProbeFailure.ConnectionClosed, "Connection closed", "The device closed the connection before the login was complete.", "Look for a full set of terminal lines, an access list, or a login block after earlier failures."),
        new(ProbeFailure.BannerTimeout, "Banner timeout", "Connected, but the device did not get through its handshake in time.", "The device may be overloaded, or another service may listen on the port. Slow devices may need a larger timeout_transport."),
        new(ProbeFailure.ProtocolError, "Protocol error", "The device sent something its protocol does not allow.", "Check that the port belongs to the protocol; the device's words show who answered."),
        new(ProbeFailure.NoCommonAlgorithm, "No common algorithm", "Both sides speak SSH but share no algorithm of some kind.", "Upgrade the device's SSH or its keys, or allow the legacy profile for this device."),
        new(ProbeFailure.HostKeyUnknown, "Host key unknown", "Strict checking is on and no known_hosts file holds the key. No credential was sent.", "Verify the fingerprint with the device's owner and add it to known_hosts."),
        new(ProbeFailure.HostKeyChanged, "Host key changed", "The host key differs from the one on file. No credential was sent.", "Find out why: new keys are harmless, an attack is not. Then accept it under Host keys, or correct known_hosts."),
        new(ProbeFailure.NoLoginPrompt, "No login prompt", "No question for a user name or password was recognised.", "Compare the device's words with the login patterns, or set auth_telnet_login_pattern in the inventory."),
        new(ProbeFailure.NoPasswordSet, "No password set", "The device allows no login because its line has no password.", "Set a password or a login method on the device's terminal lines."),
        new(ProbeFailure.AccountHeld, "Account held", "Not tried: the same credential was refused elsewhere in this scan, and more attempts could lock the account.", "Re-run with changes: give the right credential, or let all be tried in spite of the refusals. Or correct the inventory and start a new scan."),
        new(ProbeFailure.AuthenticationFailed, "Authentication failed", "The device refused the credential. It was submitted once.", "Check user name, password and the AAA server. The device's own words often tell which."),
        new(ProbeFailure.PromptTimeout, "Prompt timeout", "The device stopped answering after the credential was submitted; no prompt was seen.", "A slow AAA server, an unusual prompt (comms_prompt_pattern) or a wrong platform in the inventory cause this."),
        new(ProbeFailure.EnableFailed, "Enable failed", "Logged in, but the privileged level was refused.", "Check auth_secondary and the account's privilege."),
        new(ProbeFailure.OutputLimit, "Output limit", "The device sent more than a login may take, and was cut off.", "Look at the banner and at what runs on login."),
        new(ProbeFailure.Cancelled, "Cancelled", "An operator stopped the scan.", "Re-run what is missing."),
        new(ProbeFailure.InternalError, "Internal error", "A defect in NetDashboard; the device is not to blame.", "The log says more. Please report it."),
    ];

    private static readonly ImmutableDictionary<ProbeFailure, FailureGuide> s_byFailure = All.ToImmutableDictionary(guide => guide.Failure);

    /// <summary>The guide for a failure; <see langword="null"/> for <see cref="ProbeFailure.None"/>.</summary>
    public static FailureGuide? Of(ProbeFailure failure) => s_byFailure.GetValueOrDefault(failure);
}
