using Microsoft.AspNetCore.Components;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Vault;
using NetDashboard.Live;
using Radzen;

namespace NetDashboard.Components.Reruns;

/// <summary>Asks with what a re-run is made: other credentials, algorithms or time limits.</summary>
public sealed partial class RerunBox : ComponentBase
{
    private const string Typed = "\n";
    private const double MinSeconds = 0.1;
    private const double MaxSeconds = 3600;

    private ElementReference _first;
    private IReadOnlyList<CredentialEntry> _known = [];
    private string _credential = string.Empty;
    private string _userName = string.Empty;
    private Secret? _password;
    private Secret? _enableSecret;
    private string _profile = string.Empty;
    private bool _hasLimits;
    private double _connect = EndpointTimeouts.Default.Connect.TotalSeconds;
    private double _transport = EndpointTimeouts.Default.Transport.TotalSeconds;
    private double _operation = EndpointTimeouts.Default.Operation.TotalSeconds;
    private bool _ignoresGuard;
    private string? _problem;

    /// <summary>What is tried again, as a sentence.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    /// <summary>How many devices that are.</summary>
    [Parameter, EditorRequired]
    public required int Devices { get; set; }

    /// <summary>Asks.</summary>
    /// <param name="dialogs">Shows it.</param>
    /// <param name="what">What is tried again, as a sentence.</param>
    /// <param name="devices">How many devices that are.</param>
    /// <returns>What to change; <see langword="null"/> when there is to be no re-run.</returns>
    public static async Task<RerunChanges?> AskAsync(DialogService dialogs, string what, int devices) =>
        await dialogs.OpenAsync<RerunBox>(
            "Re-run with changes",
            new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(What)] = what, [nameof(Devices)] = devices },
            new DialogOptions { CssClass = "small-dialog", AutoFocusFirstElement = false }) as RerunChanges;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        try
        {
            _known = Credentials.List();
        }
        catch (VaultException e)
        {
            // The inventory's own credentials need no vault.
            _problem = e.Message;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
        }
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, MinSeconds, MaxSeconds));

    private void Submit()
    {
        try
        {
            if (FindCredential() is var credential && _credential.Length > 0 && credential is null)
            {
                _problem = $"The credential {_credential} is not there any more. Choose another one.";
                return;
            }

            Dialogs.Close(new RerunChanges
            {
                Credential = credential,
                CryptoProfile = _profile.Length > 0 ? _profile : null,
                Timeouts = _hasLimits ? new EndpointTimeouts(Seconds(_connect), Seconds(_transport), Seconds(_operation)) : null,
                IgnoreAccountGuard = _ignoresGuard,
            });
        }
        catch (VaultException e)
        {
            _problem = e.Message;
        }
    }

    private Credential? FindCredential() => _credential switch
    {
        "" => null,
        Typed => new Credential(_userName, _password, _enableSecret),
        _ => Credentials.Find(_credential),
    };
}
