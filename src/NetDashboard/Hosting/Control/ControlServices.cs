namespace NetDashboard.Hosting.Control;

/// <summary>How commands reach a running dashboard.</summary>
internal static class ControlServices
{
    /// <summary>Registers the socket for commands.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.AddSingleton<ShareOrders>();
        services.AddSingleton<ControlHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ControlHost>());
        return services;
    }
}
