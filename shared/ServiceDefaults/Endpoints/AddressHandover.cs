using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Takes the app addresses away from the host once it has read them: <see cref="EndpointBinding"/> listens on them,
/// and the server would warn that they are overridden.
/// </summary>
internal sealed class AddressHandover : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Clear();
        next(app);
    };
}
