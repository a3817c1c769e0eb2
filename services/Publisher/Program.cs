using SharedSequencer.Messages;
using SharedSequencer.Publisher;
using SharedSequencer.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults(AppIds.Publisher);
builder.AddPublisher();

var app = builder.Build();
app.MapServiceDefaults();
app.MapPublisher();
return await app.RunServiceAsync();
