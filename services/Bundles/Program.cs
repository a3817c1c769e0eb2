using SharedSequencer.Bundles;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults(AppIds.Bundles);
builder.AddBundles();

var app = builder.Build();
app.MapServiceDefaults();
app.MapBundles();
return await app.RunServiceAsync();
